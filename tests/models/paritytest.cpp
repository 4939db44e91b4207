// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include "tests/models/counted.h"
#include "tests/models/networks.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <fstream>

using namespace enogu;
using namespace enogu::tests;

namespace {

const std::filesystem::path kGolden = ENOGU_SOURCE_DIR "/tests/golden";

nlohmann::json readJson(const char* name)
{
    std::ifstream in(kGolden / name);
    return nlohmann::json::parse(in);
}

void addCases()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("network");
    QTest::addColumn<QString>("upsampling");
    QTest::addColumn<double>("scale");
    const nlohmann::json cases = readJson("cases.json");
    for (const auto& [name, entry] : cases.items()) {
        const auto up = entry["upsampling"];
        QTest::newRow(name.c_str())
            << QString::fromStdString(name)
            << QString::fromStdString(entry["network"].get<std::string>())
            << QString::fromStdString(up.is_null() ? "" : up.get<std::string>())
            << entry["input_scale"].get<double>();
    }
}

at::Tensor runCase(core::Run& run)
{
    QFETCH(QString, network);
    QFETCH(QString, upsampling);
    QFETCH(double, scale);
    const auto net =
        countedNetwork(network.toStdString(), resampleNamed(upsampling.toStdString()), run.dtype);
    return net->forward(countedPicture(48, 40, scale), run);
}

} // namespace

/// Networks against pictures computed by an independent reference.
class ParityTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void outputEqualsTheReference_data() { addCases(); }
    void outputEqualsTheReference();
    void everyKnownMistakeWouldBeNoticed_data() { addCases(); }
    void everyKnownMistakeWouldBeNoticed();
    void anyStripHeightGivesTheWholePicture_data() { addCases(); }
    void anyStripHeightGivesTheWholePicture();
    void theLibrarysOperationsGiveTheSame_data() { addCases(); }
    void theLibrarysOperationsGiveTheSame();
    void bfloat16StaysNear_data() { addCases(); }
    void bfloat16StaysNear() { staysNear(at::kBFloat16); }
    void float16StaysNear_data() { addCases(); }
    void float16StaysNear() { staysNear(at::kHalf); }

private:
    void staysNear(at::ScalarType dtype);
};

void ParityTest::outputEqualsTheReference()
{
    const c10::InferenceMode inference;
    QFETCH(QString, name);
    core::Run run;
    const at::Tensor reference = readNpy(kGolden / (name.toStdString() + ".npy"));
    const double error = largestError(runCase(run), reference);
    QVERIFY2(error <= 1e-4, qPrintable(QString::number(error)));
}

void ParityTest::everyKnownMistakeWouldBeNoticed()
{
    const c10::InferenceMode inference;
    QFETCH(QString, name);
    core::Run run;
    const at::Tensor flat = runCase(run).flatten();
    const auto pitfalls = readJson("pitfalls.json");
    if (!pitfalls.contains(name.toStdString()))
        QSKIP("no mistake is listed for this case");
    for (const auto& pitfall : pitfalls[name.toStdString()]) {
        if (pitfall["rms_difference"].get<double>() < 1e-3)
            continue; // an epsilon drowns in a strong picture: the faint case notices it
        double furthest = 0;
        for (const auto& sample : pitfall["samples"])
            furthest =
                std::max(furthest, std::abs(flat[sample[0].get<std::int64_t>()].item<double>() -
                                            sample[1].get<double>()));
        QVERIFY2(furthest > 2e-4, pitfall["pitfall"].get<std::string>().c_str());
    }
}

void ParityTest::anyStripHeightGivesTheWholePicture()
{
    const c10::InferenceMode inference;
    core::Run whole;
    whole.stripRows = 1000;
    const at::Tensor expected = runCase(whole);
    for (const std::int64_t rows : {1, 7, 16}) {
        core::Run run;
        run.stripRows = rows;
        const double error = largestError(runCase(run), expected);
        QVERIFY2(error <= 1e-4, qPrintable(QString::number(rows) + QStringLiteral(" rows: ") +
                                           QString::number(error)));
    }
}

void ParityTest::theLibrarysOperationsGiveTheSame()
{
    const c10::InferenceMode inference;
    QFETCH(QString, name);
    const at::Tensor reference = readNpy(kGolden / (name.toStdString() + ".npy"));
    for (const std::int64_t rows : {0, 1, 7}) {
        core::Run run;
        run.ownKernels = false;
        run.stripRows = rows;
        const double error = largestError(runCase(run), reference);
        QVERIFY2(error <= 1e-4, qPrintable(QString::number(rows) + QStringLiteral(" rows: ") +
                                           QString::number(error)));
    }
}

void ParityTest::staysNear(at::ScalarType dtype)
{
    const c10::InferenceMode inference;
    QFETCH(QString, name);
    core::Run run;
    run.dtype = dtype;
    const at::Tensor reference = readNpy(kGolden / (name.toStdString() + ".npy"));
    const double error = (runCase(run) - reference).abs().mean().item<double>();
    QVERIFY2(error <= 0.05, qPrintable(QString::number(error)));
}

QTEST_GUILESS_MAIN(ParityTest)
#include "paritytest.moc"
