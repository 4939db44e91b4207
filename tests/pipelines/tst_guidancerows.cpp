// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipelines/instruct.h"
#include "tests/support/tinymodel.h"

#include <QTemporaryDir>
#include <QTest>

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

using namespace enogu;
using namespace enogu::tests;

/// Rows that count for nothing are left out of an edit, and nothing else changes.
class GuidanceRowsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const std::filesystem::path folder(m_folder.path().toStdString());
        const std::string path = writeCountedModel("tiny_instruct", folder / "tiny").string();
        m_model.emplace(loadDiffusionModel(ModelFolder::open(path), path, at::kFloat, at::kCPU));
    }

    void rowsThatCountForNothingAreLeftOut_data()
    {
        QTest::addColumn<double>("text");
        QTest::addColumn<double>("image");
        QTest::addColumn<int>("rows");
        QTest::newRow("all") << 7.5 << 1.5 << 3;
        QTest::newRow("no image guidance") << 7.5 << 1.0 << 2;
        QTest::newRow("equal") << 3.0 << 3.0 << 2;
        QTest::newRow("no words") << 0.0 << 1.5 << 2;
        QTest::newRow("the picture alone") << 0.0 << 1.0 << 1;
        QTest::newRow("no guidance") << 1.0 << 1.0 << 1;
        QTest::newRow("nothing") << 0.0 << 0.0 << 1;
    }

    void rowsThatCountForNothingAreLeftOut()
    {
        QFETCH(double, text);
        QFETCH(double, image);
        QFETCH(int, rows);
        const DiffusionResult skipped = edited(text, image);
        QCOMPARE(skipped.rows, std::int64_t(rows));
        constexpr double kHardlyAny = 1e-9; // makes every row count
        const DiffusionResult whole = edited(text + kHardlyAny, image + 2 * kHardlyAny);
        QCOMPARE(whole.rows, std::int64_t(3));
        QVERIFY(at::allclose(skipped.pictures, whole.pictures, 1e-4, 1e-4));
    }

private:
    DiffusionResult edited(double text, double image)
    {
        const c10::InferenceMode inference;
        Instruct recipe;
        recipe.instruction = "make it blue";
        recipe.textGuidance = text;
        recipe.imageGuidance = image;
        recipe.steps = 2;
        Noises noise(seededNoise(3, {1, 4, 8, 12}));
        DiffusionRun how;
        how.noise = &noise;
        how.freeBytes = 1e12;
        const DiffusionInput input{
            16, 24, at::linspace(-1, 1, 3 * 16 * 24).view({1, 3, 16, 24}), {}};
        core::SamplerConfig sampler;
        return instruct(*m_model, sampler, recipe, input, how);
    }

    QTemporaryDir m_folder;
    std::optional<DiffusionModel> m_model;
};

QTEST_GUILESS_MAIN(GuidanceRowsTest)
#include "tst_guidancerows.moc"
