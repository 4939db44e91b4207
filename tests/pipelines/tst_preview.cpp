// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipelines/codec.h"
#include "engine/pipelines/preview.h"
#include "engine/weights/previewdecoder.h"
#include "engine/weights/tensors.h"
#include "tests/models/counted.h"
#include "tests/support/tinymodel.h"

#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <cmath>
#include <fstream>

using namespace enogu;
using namespace enogu::tests;

namespace {

/// A tiny autoencoder of factor 2 with counted weights, as the hub's clients keep it.
void writePreviewDecoder(const std::filesystem::path& hub)
{
    const auto folder = hub / "models--madebyollin--taesd/snapshots/1";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "config.json")
        << R"({"_class_name": "AutoencoderTiny", "encoder_block_out_channels": [8, 8],
               "decoder_block_out_channels": [8, 8], "num_encoder_blocks": [1, 1],
               "num_decoder_blocks": [1, 1]})";
    core::TinyAutoencoderConfig config;
    config.encoderChannels = config.decoderChannels = {8, 8};
    config.encoderBlocks = config.decoderBlocks = {1, 1};
    std::map<std::string, at::Tensor> tensors;
    core::TinyAutoencoder(config, core::Parameters([&](const std::string& key, const auto& shape) {
                              return tensors[key] = counted(key, shape);
                          }));
    std::vector<TensorView> views;
    for (const auto& [key, tensor] : tensors)
        views.push_back(viewOf(key, tensor));
    writeSafetensors(folder / "diffusion_pytorch_model.safetensors", views);
}

} // namespace

/// Quick pictures of latents.
class PreviewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const std::filesystem::path folder(m_folder.path().toStdString());
        const std::string path = writeCountedModel("tiny_instruct", folder / "tiny").string();
        m_model.emplace(loadDiffusionModel(ModelFolder::open(path), path, at::kFloat, at::kCPU));
    }

    void aMapIsReadAsItWasWritten()
    {
        const c10::InferenceMode inference;
        const LatentMap map = fittedMap(*m_model);
        const std::filesystem::path file =
            m_folder.filePath(QStringLiteral("map.safetensors")).toStdString();
        map.write(file);
        const auto read = LatentMap::read(file, 4);
        QVERIFY(read);
        const at::Tensor latent = at::randn({1, 4, 5, 7});
        QVERIFY(at::equal(map(latent), (*read)(latent)));
        QVERIFY(map(latent).sizes() == (c10::IntArrayRef{1, 3, 5, 7}));
        QVERIFY(!LatentMap::read(file, 8));
        QVERIFY(!LatentMap::read(file.string() + "x", 4));
        at::Tensor weights = at::full({3, 4, 3, 3}, NAN);
        LatentMap(weights, at::zeros({3})).write(file);
        QVERIFY(!LatentMap::read(file, 4));
    }

    void theTinyAutoencoderOfTheHubsCacheIsTakenWhereItSuits()
    {
        const c10::InferenceMode inference;
        const std::filesystem::path hub = m_folder.filePath(QStringLiteral("hub")).toStdString();
        qputenv("HF_HUB_CACHE", QByteArray::fromStdString(hub.string()));
        QVERIFY(!previewDecoderFor(*m_model));
        writePreviewDecoder(hub);
        const auto decoder = previewDecoderFor(*m_model);
        QVERIFY(decoder);
        const at::Tensor picture = decoder->decode(countedInput("latent", {1, 4, 5, 7}));
        QVERIFY(picture.sizes() == (c10::IntArrayRef{1, 3, 10, 14}));
        DiffusionModel other = *m_model;
        other.latentScale = 0.13025;
        QVERIFY(!previewDecoderFor(other));
        const auto weights =
            hub / "models--madebyollin--taesd/snapshots/1" / "diffusion_pytorch_model.safetensors";
        std::filesystem::resize_file(weights, 500);
        QVERIFY(!previewDecoderFor(*m_model));
    }

    void theSameModelGivesTheSameMap()
    {
        const c10::InferenceMode inference;
        const at::Tensor latent = at::randn({1, 4, 5, 7});
        QVERIFY(at::equal(fittedMap(*m_model)(latent), fittedMap(*m_model)(latent)));
    }

    /// The samples that come with the product, through the bundled autoencoder: R² of the pooled
    /// decoder's pictures.
    void scenesAreRecognised_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"evening", "room", "street"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void scenesAreRecognised()
    {
        const auto folder = std::filesystem::path(ENOGU_SOURCE_DIR) / "resources/models/playground";
        if (!std::filesystem::exists(folder / "unet"))
            QSKIP("The bundled pack has no UNet yet.");
        QFETCH(QString, name);
        const c10::InferenceMode inference;
        const DiffusionModel model = loadDiffusionModel(ModelFolder::open(folder.string()),
                                                        folder.string(), at::kFloat, at::kCPU);
        const LatentMap map = fittedMap(model);
        const QImage photo =
            QImage(QStringLiteral(ENOGU_SOURCE_DIR "/resources/samples/%1.png").arg(name))
                .scaled(256, 256, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                .convertToFormat(QImage::Format_RGB888);
        const at::Tensor bytes =
            at::from_blob(const_cast<uchar*>(photo.constBits()), {256, 256, 3}, at::kByte);
        const at::Tensor picture =
            (bytes.to(at::kFloat) / 127.5 - 1).permute({2, 0, 1}).unsqueeze(0).contiguous();
        const Codec codec(model);
        const at::Tensor latent = codec.latentFromPicture(picture, {});
        const at::Tensor truth = at::avg_pool2d(codec.pictureFromLatent(latent).clamp(-1, 1),
                                                {codec.factor(), codec.factor()});
        const double left = (map(latent) - truth).square().mean().item<double>();
        const double spread = (truth - truth.mean({2, 3}, true)).square().mean().item<double>();
        qInfo("R2 %.3f, PSNR %.1f dB", 1 - left / spread, 10 * std::log10(4 / left));
        QVERIFY(1 - left / spread > 0.85);
    }

private:
    QTemporaryDir m_folder;
    std::optional<DiffusionModel> m_model;
};

QTEST_GUILESS_MAIN(PreviewTest)
#include "tst_preview.moc"
