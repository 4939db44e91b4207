// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/error.h"
#include "engine/pipelines/codec.h"
#include "engine/pipelines/conditioning.h"
#include "engine/pipelines/modelrows.h"
#include "engine/pipelines/noise.h"
#include "tests/models/counted.h"
#include "tests/support/tinymodel.h"

#include <QTemporaryDir>
#include <QTest>

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

using namespace enogu;
using namespace enogu::tests;

/// The parts that a generation is put together from.
class GeneratePartsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const std::filesystem::path folder(m_folder.path().toStdString());
        const std::string path = writeCountedModel("tiny", folder / "tiny").string();
        m_model.emplace(loadDiffusionModel(ModelFolder::open(path), path, at::kFloat, at::kCPU));
        const std::string pixels = writeCountedModel("pixels", folder / "pixels").string();
        m_pixels.emplace(
            loadDiffusionModel(ModelFolder::open(pixels), pixels, at::kFloat, at::kCPU));
    }

    /// torch.randn((1, 4, 4, 4), generator=torch.Generator("cpu").manual_seed(0))
    void aSeedDrawsTheReferencesNumbers()
    {
        const auto noise = seededNoise(0, {1, 4, 4, 4});
        const at::Tensor first = noise->latents().flatten();
        const float known[] = {-1.1258398F, -1.1523602F, -0.2505786F};
        for (int i = 0; i < 3; ++i)
            QVERIFY(std::abs(first[i].item<float>() - known[i]) < 1e-6F);
        QVERIFY(!noise->step(0, false).flatten().equal(first));
    }

    void rowsOneByOneEqualRowsTogether()
    {
        const c10::InferenceMode inference;
        const Conditioning words = conditioningOf(*m_model, "a cat", "grey", 7.5);
        ModelRows rows(*m_model, {at::cat({words.negative, words.prompt}), {}, {}}, {});
        const at::Tensor x = countedInput("x", {1, 4, 6, 5}).expand({2, -1, -1, -1}).contiguous();
        const at::Tensor together = rows(x, 500);
        rows.slice();
        QVERIFY(rows.isSliced());
        QVERIFY(largestError(rows(x, 500), together) < 1e-5);
        QVERIFY(largestError(together[0], together[1]) > 1e-3);
    }

    void picturesOneByOneEqualPicturesTogether_data()
    {
        QTest::addColumn<bool>("reads");
        QTest::newRow("two texts for each picture") << true;
        QTest::newRow("a model without words") << false;
    }

    void picturesOneByOneEqualPicturesTogether()
    {
        QFETCH(bool, reads);
        const c10::InferenceMode inference;
        NetworkRows told;
        told.pictures = 3;
        if (reads) {
            const Conditioning words = conditioningOf(*m_model, "a cat", "grey", 7.5);
            told.text = at::cat({words.negative, words.prompt});
        }
        const DiffusionModel& model = reads ? *m_model : *m_pixels;
        const at::Tensor pictures = countedInput("x", {3, model.latentChannels(), 8, 8});
        const at::Tensor x = reads ? at::cat({pictures, pictures}) : pictures;
        ModelRows rows(model, told, {});
        QCOMPARE(rows.count(), x.size(0));
        const at::Tensor together = rows(x, 500);
        rows.slice();
        QVERIFY(rows.isSliced());
        QVERIFY(largestError(rows(x, 500), together) < 1e-5);
        told.pictures = 1;
        ModelRows alone(model, told, {});
        const at::Tensor second = pictures.narrow(0, 1, 1);
        const at::Tensor own = alone(reads ? at::cat({second, second}) : second, 500);
        QVERIFY(largestError(together.slice(0, 1, at::nullopt, 3), own) < 1e-5);
        QVERIFY(largestError(together.slice(0, 0, at::nullopt, 3), own) > 1e-3);
    }

    /// Texts that see the same, and one that sees another picture.
    void rowsOfOnePictureEqualRowsOfCopiesOfIt()
    {
        const c10::InferenceMode inference;
        const at::Tensor text = conditioningOf(*m_model, "a cat", "grey", 7.5).prompt;
        const at::Tensor words = at::cat({text, 2 * text, 3 * text, 4 * text});
        const at::Tensor pictures = countedInput("x", {2, 4, 6, 5});
        const at::Tensor x = pictures.index_select(0, at::tensor({1, 0, 1, 1}, at::kLong));
        const core::TextContext apart = m_model->unet->context(words);
        core::TextContext shared = apart;
        shared.pictures = at::tensor({1, 0, 1, 1}, at::kLong);
        const at::Tensor whole = m_model->unet->forward(x, 500.0, apart);
        QVERIFY(largestError(m_model->unet->forward(pictures, 500.0, shared), whole) < 1e-5);
        QVERIFY(largestError(whole[0], whole[2]) > 1e-3);
    }

    void aLongPromptIsCutAndAnEmptyOneIsNot()
    {
        const c10::InferenceMode inference;
        std::string endless;
        for (int i = 0; i < 500; ++i)
            endless += "cat ";
        const at::Tensor cut = conditioningOf(*m_model, endless, "", 1).prompt;
        QCOMPARE(cut.sizes().vec(), (std::vector<std::int64_t>{1, 77, 20}));
        QVERIFY(cut.equal(conditioningOf(*m_model, endless + "grass", "", 1).prompt));
        QVERIFY(!conditioningOf(*m_model, "", "", 1).negative.defined());
    }

    /// Sines first, then cosines, over the frequencies 1 … 1/10000.
    void guidanceBecomesAnEmbedding()
    {
        const at::Tensor row = guidanceEmbedding(7, 5)[0];
        const double expected[] = {std::sin(7000.0), std::sin(0.7), std::cos(7000.0), std::cos(0.7),
                                   0};
        for (int i = 0; i < 5; ++i)
            QVERIFY(std::abs(row[i].item<double>() - expected[i]) < 1e-3);
    }

    void tilesCoverThePicture()
    {
        const c10::InferenceMode inference;
        const Codec codec(*m_model);
        const at::Tensor latent = countedInput("latent", {1, 4, 80, 70});
        const at::Tensor whole = codec.pictureFromLatent(latent);
        QVERIFY(codec.pictureFromLatent(latent, 80 * 70).equal(whole));
        const at::Tensor tiled = codec.pictureFromLatent(latent, 300);
        QCOMPARE(tiled.sizes().vec(), whole.sizes().vec());
        QVERIFY(tiled.isfinite().all().item<bool>());
        QVERIFY(!tiled.equal(whole));
    }

    void theMeanIsTakenWhereThereIsNoNoise()
    {
        const c10::InferenceMode inference;
        const Codec codec(*m_model);
        const at::Tensor picture = countedPicture(16, 24);
        const at::Tensor mean = codec.latentFromPicture(picture, {});
        const at::Tensor unit = at::ones_like(mean);
        const at::Tensor above = codec.latentFromPicture(picture, unit);
        QVERIFY((above - mean).min().item<float>() > 0);
        const at::Tensor below = codec.latentFromPicture(picture, -unit);
        QVERIFY(largestError((above + below) / 2, mean) < 1e-5);
    }

private:
    QTemporaryDir m_folder;
    std::optional<DiffusionModel> m_model, m_pixels;
};

QTEST_GUILESS_MAIN(GeneratePartsTest)
#include "tst_generateparts.moc"
