// SPDX-License-Identifier: GPL-3.0-or-later
#undef slots
#include "engine/bench/quality.h"
#include "engine/api/error.h"
#include "engine/train/instructtask.h"
#include "engine/train/ldmtask.h"
#include "engine/train/metrics.h"
#include "engine/train/vaetask.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace enogu;
using namespace enogu::core;

namespace {

constexpr int kCount = 8, kSize = 32;

/// A model of random weights in a folder.
template <class Task, class Options>
std::string writeModel(const std::filesystem::path& folder)
{
    VaeOptions vae;
    vae.channels = {8, 16, 16};
    VaeTask(vae).exportTo(folder);
    Options options;
    options.diffusion.run.folder = options.diffusion.model = folder;
    options.diffusion.side = kSize;
    options.diffusion.channels = {16, 32};
    Task(options).exportTo(folder);
    return folder.string();
}

QualityBenchOptions optionsOf(const std::string& model)
{
    return {.model = model, .count = kCount, .size = kSize, .steps = 2, .threads = 1};
}

std::map<std::string, QualityBenchRow> rowsOf(const QualityBenchOptions& options)
{
    std::map<std::string, QualityBenchRow> rows;
    measureQuality(options,
                   [&](const QualityBenchReport& report) {
                       if (report.row)
                           rows[report.name] = *report.row;
                   },
                   {});
    return rows;
}

} // namespace

/// What `enogu bench quality` counts.
class QualityTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyEditCountsInItsGroups();
    void baselinesAreThoseOfTheTrials();
    void onlyInstructionModelsAreMeasured();
    void aStopIsObeyedBeforeTheNextEdit();

private:
    std::filesystem::path path(const char* name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }
    QTemporaryDir m_folder;
    std::string m_model;
};

void QualityTest::initTestCase()
{
    m_model = writeModel<InstructTask, InstructOptions>(path("instruct"));
}

void QualityTest::everyEditCountsInItsGroups()
{
    std::map<std::string, int> expected;
    for (int i = 0; i < kCount; ++i)
        for (const std::string& group : Trial(i, kSize).groups())
            ++expected[group];
    std::map<std::string, int> found;
    int kinds = 0;
    for (const auto& [name, row] : rowsOf(optionsOf(m_model))) {
        found[name] = row.count;
        kinds += name == "all" || name.starts_with("held-out") ? 0 : row.count;
        QVERIFY(row.success >= 0 && row.success <= 1 && row.psnrInside > 0);
    }
    QVERIFY(found == expected);
    QCOMPARE(found.at("all"), kCount);
    QCOMPARE(found.at("held-out phrasings"), kCount / 4);
    QCOMPARE(kinds, kCount);
}

void QualityTest::baselinesAreThoseOfTheTrials()
{
    const at::NoGradGuard quiet;
    const VaePart part = readVaePart(m_model);
    const AutoencoderKl vae(part.config, Parameters(part.weights));
    double unchanged = 0, right = 0, psnr = 0;
    for (int i = 0; i < kCount; ++i) {
        const Trial trial(i, kSize);
        const at::Tensor best = vae.decode(vae.encode(trial.truth.unsqueeze(0)).mean)[0];
        unchanged += isRightEdit(trial.before, trial.truth, trial.truth, trial.change);
        right += isRightEdit(best, trial.truth, best, trial.change);
        psnr += psnrOf(best, trial.truth) / kCount;
    }
    const QualityBenchRow all = rowsOf(optionsOf(m_model)).at("all");
    QCOMPARE(all.unchanged, unchanged / kCount);
    QCOMPARE(all.best, right / kCount);
    QVERIFY2(std::abs(all.psnrVae - psnr) < 0.1, // it may work in bfloat16
             qPrintable(QStringLiteral("%1 %2").arg(all.psnrVae).arg(psnr)));
}

void QualityTest::onlyInstructionModelsAreMeasured()
{
    const std::string model = writeModel<LdmTask, LdmOptions>(path("base"));
    try {
        rowsOf(optionsOf(model));
        QFAIL("measured");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::WrongModelKind);
        QVERIFY2(QByteArray(error.what()).contains("base"), error.what());
        QCOMPARE(QByteArray(error.what()).count('\n'), 0);
    }
}

void QualityTest::aStopIsObeyedBeforeTheNextEdit()
{
    std::stop_source stop;
    int seen = 0;
    try {
        measureQuality(
            optionsOf(m_model),
            [&](const QualityBenchReport& report) {
                QVERIFY(!report.row);
                ++seen;
                stop.request_stop();
            },
            stop.get_token());
        QFAIL("went on");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::Cancelled);
    }
    QCOMPARE(seen, 1);
}

QTEST_GUILESS_MAIN(QualityTest)
#include "qualitytest.moc"
