// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>

#include "engine/weights/schedulerconfig.h"
#include "tests/diffusion/runs.h"
#include "tests/models/counted.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <fstream>

using namespace enogu;
using namespace enogu::tests;

namespace {

const std::filesystem::path kGolden = ENOGU_SOURCE_DIR "/tests/golden/schedules";
const std::vector<std::int64_t> kShape = {2, 1, 2, 2};

const nlohmann::json& cases()
{
    static const nlohmann::json list = [] {
        std::ifstream in(kGolden / "traces.json");
        return nlohmann::json::parse(in);
    }();
    return list;
}

void addCases()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < int(cases().size()); ++i) {
        nlohmann::json entry = cases()[std::size_t(i)];
        entry.erase("row");
        QTest::newRow(entry.dump().c_str()) << i;
    }
}

core::SamplerConfig configOf(const nlohmann::json& entry)
{
    nlohmann::json file = entry["config"];
    file["_class_name"] = entry["class"].get<std::string>() + "Scheduler";
    core::SamplerConfig config = samplerConfigFor(
        file, file["_class_name"] == "DDIMInverseScheduler" ? "ddim_inverse" : "model");
    if (config.kind == core::SamplerKind::DdimInverse && !file.contains("clip_sample"))
        config.clipSample = true;
    config.eta = entry.value("eta", 0.0);
    return config;
}

std::unique_ptr<core::Sampler> samplerOf(const nlohmann::json& entry)
{
    return core::makeSampler(configOf(entry), entry["steps"], entry.value("first", 0));
}

at::Tensor network(const at::Tensor& x, double t)
{
    return 0.8 * at::tanh(0.7 * x + t / 1000);
}

at::Tensor startOf(const core::Sampler& sampler, const nlohmann::json& entry, Noise& noise)
{
    const at::Tensor unit = noise(kShape);
    const std::int64_t first = entry.value("first", 0);
    return first > 0 ? sampler.addNoise(noise(kShape), unit, first)
                     : unit * sampler.initNoiseSigma();
}

at::Tensor rowsOf(const Trace& trace)
{
    std::vector<at::Tensor> rows = trace.x;
    rows.insert(rows.end(), trace.predX0.begin(), trace.predX0.end());
    return at::stack(rows).flatten(1);
}

/// The largest difference of a row over the larger of 1 and the row's largest.
double errorOf(const at::Tensor& rows, const at::Tensor& golden)
{
    const at::Tensor scale = golden.abs().amax(1).clamp(1);
    return ((rows - golden).abs().amax(1) / scale).max().item<double>();
}

at::Tensor goldenOf(const nlohmann::json& entry, std::int64_t count)
{
    const at::Tensor all = readNpy(kGolden / (entry["class"].get<std::string>() + ".npy"));
    return all.narrow(0, entry["row"], count);
}

} // namespace

/// Runs of every sampler, step by step, against the reference and against themselves.
class TracesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyStepEqualsTheReference_data() { addCases(); }
    void everyStepEqualsTheReference();
    void aRestoredRunGoesOnBitForBit_data() { addCases(); }
    void aRestoredRunGoesOnBitForBit();
};

void TracesTest::everyStepEqualsTheReference()
{
    QFETCH(int, index);
    const nlohmann::json& entry = cases()[std::size_t(index)];
    const auto sampler = samplerOf(entry);
    Noise noise;
    const at::Tensor start = startOf(*sampler, entry, noise);
    const at::Tensor rows = rowsOf(runOf(*sampler, network, start, noise));
    const double error = errorOf(rows, goldenOf(entry, rows.size(0)));
    QVERIFY2(error <= 5e-5, qPrintable(QString::number(error)));
}

void TracesTest::aRestoredRunGoesOnBitForBit()
{
    QFETCH(int, index);
    const nlohmann::json& entry = cases()[std::size_t(index)];
    const auto whole = samplerOf(entry);
    const auto calls = std::int64_t(whole->timesteps().size());
    Noise noise;
    at::Tensor x = startOf(*whole, entry, noise);
    std::vector<core::SamplerState> states;
    std::vector<at::Tensor> xs, fresh;
    for (std::int64_t i = whole->state().next; i < calls; ++i) {
        states.push_back(whole->state());
        xs.push_back(x);
        fresh.push_back(noise(kShape));
        const double t = whole->timesteps()[std::size_t(i)];
        x = whole->step(network(whole->scaleInput(x, i), t), i, x, fresh.back()).previous;
    }
    for (std::size_t from = 0; from < states.size(); ++from) {
        const auto resumed = samplerOf(entry);
        resumed->restore(states[from]);
        at::Tensor y = xs[from];
        for (std::int64_t i = states[from].next; i < calls; ++i) {
            const at::Tensor output =
                network(resumed->scaleInput(y, i), resumed->timesteps()[std::size_t(i)]);
            y = resumed->step(output, i, y, fresh[std::size_t(i - states[0].next)]).previous;
        }
        QVERIFY(at::equal(x, y));
    }
}

QTEST_GUILESS_MAIN(TracesTest)
#include "tracestest.moc"
