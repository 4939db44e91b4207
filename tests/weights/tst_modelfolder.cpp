// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/bundled.h"
#include "engine/text/cliptokenizer.h"
#include "engine/weights/hubcache.h"
#include "engine/weights/modelfolder.h"
#include "engine/weights/parttensors.h"
#include "tests/weights/modelwriter.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <ATen/ops/item.h>

#include <nlohmann/json.hpp>

using namespace enogu;

using Kind = ModelFolder::Kind;
using Part = ModelFolder::Part;

Q_DECLARE_METATYPE(Kind)

namespace {

const QString kUnet = QStringLiteral("/unet/diffusion_pytorch_model");
const QString kSafetensors = QStringLiteral(".safetensors");

/// The number that fills a tensor.
double filling(const ModelFolder& model, Part part, const char* key,
               const std::vector<std::int64_t>& shape)
{
    return model.source(part)(key, shape).flatten()[0].item<double>();
}

/// OpenCLIP's text model with few layers, by its own keys.
std::vector<SingleTensor> openClipTensors(int layers, std::int64_t width)
{
    std::vector<SingleTensor> tensors;
    const auto add = [&](const std::string& key, const std::vector<std::int64_t>& shape) {
        tensors.push_back({{"cond_stage_model.model." + key, shape, 1}, key, "text_encoder"});
    };
    add("token_embedding.weight", {49408, width});
    add("positional_embedding", {77, width});
    add("text_projection", {width, width});
    add("logit_scale", {});
    for (int layer = 0; layer < layers; ++layer) {
        const std::string place = "transformer.resblocks." + std::to_string(layer) + ".";
        add(place + "ln_1.weight", {width});
        add(place + "attn.in_proj_weight", {3 * width, width});
        add(place + "attn.in_proj_bias", {3 * width});
        add(place + "mlp.c_fc.weight", {4 * width, width});
    }
    return tensors;
}

void move(const QString& from, const QString& to)
{
    QVERIFY2(QFile::rename(from, to), qPrintable(to));
}

} // namespace

class TestModelFolder : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_scratch;
    int m_folders = 0;

    QString newFolder() { return m_scratch.filePath(QStringLiteral("m%1").arg(++m_folders)); }

    QString tinyModel(std::int64_t channels = 4)
    {
        const QString folder = newFolder();
        writeTinyModel(folder, channels);
        return folder;
    }

private Q_SLOTS:
    void theKindIsReadFromTheShapes_data()
    {
        QTest::addColumn<int>("channels");
        QTest::addColumn<Kind>("kind");
        QTest::newRow("4") << 4 << Kind::TextToImage;
        QTest::newRow("8") << 8 << Kind::InstructPix2Pix;
        QTest::newRow("9") << 9 << Kind::Inpaint;
    }
    void theKindIsReadFromTheShapes()
    {
        QFETCH(int, channels);
        QFETCH(Kind, kind);
        const auto model = ModelFolder::open(tinyModel(channels).toStdString());
        QCOMPARE(model.kind(), kind);
        QVERIFY(model.has(Part::Unet) && model.has(Part::Vae) && model.has(Part::TextEncoder));
    }

    void aPixelModelHasTheUnetAlone()
    {
        const QString folder = newFolder();
        copyModel("pixels", folder);
        writeWeights(folder + kUnet + kSafetensors, {{"conv_in.weight", {8, 3, 3, 3}, 1}});
        const auto model = ModelFolder::open(folder.toStdString());
        QCOMPARE(model.kind(), Kind::Pixels);
        QVERIFY(!model.has(Part::Vae));
        const auto bare = ModelFolder::open((folder + QLatin1String("/unet")).toStdString());
        QCOMPARE(bare.kind(), Kind::Pixels);
        QCOMPARE(bare.scheduler()["_class_name"].get<std::string>(), std::string("DDPMScheduler"));
    }

    void oldAndNewSpellingsOfKeysAreOne()
    {
        const auto model = ModelFolder::open(tinyModel().toStdString());
        const char* place = "encoder.mid_block.attentions.0.";
        QCOMPARE(filling(model, Part::Vae, (std::string(place) + "to_q.weight").c_str(), {8, 8}),
                 3.0);
        QCOMPARE(
            filling(model, Part::Vae, (std::string(place) + "to_out.0.weight").c_str(), {8, 8}),
            4.0);
        QCOMPARE(filling(model, Part::TextEncoder, "final_layer_norm.bias", {20}), 5.0);
    }

    void theSummaryNamesEveryPart()
    {
        const ModelInfo info = ModelFolder::open(tinyModel().toStdString()).info();
        QCOMPARE(info.parts.size(), std::size_t(3));
        QCOMPARE(info.parts[0].name, std::string("unet"));
        QCOMPARE(info.parts[0].className, std::string("UNet2DConditionModel"));
        QCOMPARE(info.parts[0].parameters, std::uint64_t(16 * 4 * 9 + 16));
        QCOMPARE(info.parts[2].parameters, std::uint64_t(20)); // without position_ids
        QCOMPARE(info.predictionType, std::string("epsilon"));
        QVERIFY(info.bytes > 0);
    }

    void theOnlyVariantIsTaken()
    {
        const QString folder = tinyModel();
        move(folder + kUnet + kSafetensors, folder + kUnet + QLatin1String(".fp16.safetensors"));
        const auto model = ModelFolder::open(folder.toStdString());
        QCOMPARE(filling(model, Part::Unet, "conv_in.bias", {16}), 2.0);
    }

    void aVariantIsTakenOnlyWhenAskedFor()
    {
        const QString folder = tinyModel();
        writeWeights(folder + kUnet + QLatin1String(".fp16.safetensors"),
                     {{"conv_in.weight", {16, 4, 3, 3}, 7}});
        const std::string path = folder.toStdString();
        const std::vector<std::int64_t> shape{16, 4, 3, 3};
        QCOMPARE(filling(ModelFolder::open(path), Part::Unet, "conv_in.weight", shape), 1.0);
        QCOMPARE(filling(ModelFolder::open(path, {.variant = "fp16", .ema = false}), Part::Unet,
                         "conv_in.weight", shape),
                 7.0);
    }

    void shardsAreReadByTheirIndex_data()
    {
        QTest::addColumn<QString>("index");
        QTest::newRow("plain") << QStringLiteral(".safetensors.index.json");
        QTest::newRow("variant") << QStringLiteral(".safetensors.index.fp16.json");
        QTest::newRow("other variant") << QStringLiteral(".fp16.safetensors.index.json");
    }
    void shardsAreReadByTheirIndex()
    {
        QFETCH(QString, index);
        const QString folder = tinyModel();
        QFile::remove(folder + kUnet + kSafetensors);
        writeWeights(folder + QLatin1String("/unet/a.safetensors"),
                     {{"conv_in.weight", {16, 4, 3, 3}, 1}});
        writeWeights(folder + QLatin1String("/unet/b.safetensors"),
                     {{"conv_in.bias", {16}, 2}, {"conv_in.weight", {1}, 3}});
        writeBytes(folder + kUnet + index,
                   R"({"weight_map":{"conv_in.weight":"a.safetensors",
                                     "conv_in.bias":"b.safetensors"}})");
        const auto model = ModelFolder::open(folder.toStdString());
        QCOMPARE(filling(model, Part::Unet, "conv_in.weight", {16, 4, 3, 3}), 1.0);
        QCOMPARE(filling(model, Part::Unet, "conv_in.bias", {16}), 2.0);
    }

    void aModelOfTheHubsCacheIsFoundByItsName()
    {
        const QString cache = newFolder();
        const QString repository = cache + QLatin1String("/models--some--model");
        const QString snapshot = repository + QLatin1String("/snapshots/0123abc");
        writeTinyModel(snapshot);
        const QString blob = repository + QLatin1String("/blobs/ffff");
        QDir().mkpath(repository + QLatin1String("/blobs"));
        move(snapshot + kUnet + kSafetensors, blob);
        QVERIFY(
            QFile::link(QStringLiteral("../../../blobs/ffff"), snapshot + kUnet + kSafetensors));
        writeTinyModel(repository + QLatin1String("/snapshots/older"), 9);
        writeBytes(repository + QLatin1String("/refs/main"), "0123abc\n");
        qputenv("HF_HUB_CACHE", cache.toUtf8());
        QCOMPARE(ModelFolder::open("some/model").kind(), Kind::TextToImage);
        QCOMPARE(ModelFolder::open(repository.toStdString()).kind(), Kind::TextToImage);
        QCOMPARE(hubModels(), std::vector<std::string>{"some/model"});
        QVERIFY(hubRepository("some/../model").empty());
        qunsetenv("HF_HUB_CACHE");
    }

    void theHubsCacheIsWhereItsClientsPutIt()
    {
        qputenv("HF_HOME", "/h");
        QCOMPARE(hubCache(), std::filesystem::path("/h/hub"));
        qputenv("HF_HUB_CACHE", "/c");
        QCOMPARE(hubCache(), std::filesystem::path("/c"));
        qunsetenv("HF_HUB_CACHE");
        qunsetenv("HF_HOME");
        qputenv("XDG_CACHE_HOME", "/x");
        QCOMPARE(hubCache(), std::filesystem::path("/x/huggingface/hub"));
        qunsetenv("XDG_CACHE_HOME");
        QVERIFY(hubCache().string().ends_with("/.cache/huggingface/hub"));
    }

    void everyTensorOfASingleFileFindsItsPlace()
    {
        if (bundledFile("clip/merges.txt").empty())
            QSKIP("CLIP's vocabulary is not installed: run packaging/dependencies");
        const QString file = newFolder() + kSafetensors;
        const auto tensors = singleTensors();
        writeSingle(file, tensors);
        QVERIFY(ModelFolder::recognises(file.toStdString()));
        const auto model = ModelFolder::open(file.toStdString());
        QCOMPARE(model.kind(), Kind::TextToImage);
        std::map<std::string, std::size_t> counts;
        for (const SingleTensor& tensor : tensors) {
            const Part part = tensor.part == "unet"  ? Part::Unet
                              : tensor.part == "vae" ? Part::Vae
                                                     : Part::TextEncoder;
            const double value =
                filling(model, part, tensor.diffusersKey.c_str(), tensor.tensor.shape);
            QVERIFY2(value == double(tensor.tensor.value), tensor.diffusersKey.c_str());
        }
        const auto& unet = model.config(Part::Unet);
        QCOMPARE(unet["in_channels"].get<int>(), 4);
        QCOMPARE(unet["attention_head_dim"].get<int>(), 8);
        QCOMPARE(unet["use_linear_projection"].get<bool>(), false);
        QCOMPARE(model.config(Part::TextEncoder)["hidden_size"].get<int>(), 64);
        QCOMPARE(model.config(Part::TextEncoder)["num_attention_heads"].get<int>(), 1);
        QCOMPARE(model.scheduler()["_class_name"].get<std::string>(), std::string("PNDMScheduler"));
        QCOMPARE(model.tokenizer().vocabularySize(), std::size_t(49408));
    }

    void aSingleFilesAverageIsTakenWhenAskedFor()
    {
        if (bundledFile("clip/merges.txt").empty())
            QSKIP("CLIP's vocabulary is not installed: run packaging/dependencies");
        const QString file = newFolder() + kSafetensors;
        auto tensors = singleTensors();
        const std::size_t count = tensors.size();
        for (std::size_t i = 0; i < count; ++i) {
            SingleTensor average = tensors[i];
            if (average.part != "unet")
                continue;
            std::string flat = average.tensor.key.substr(6);
            std::erase(flat, '.');
            average.tensor.key = "model_ema." + flat;
            average.tensor.value += 0.5F;
            tensors.push_back(average);
        }
        writeSingle(file, tensors);
        const std::vector<std::int64_t> shape = tensors.front().tensor.shape;
        const char* key = tensors.front().diffusersKey.c_str();
        const std::string path = file.toStdString();
        QCOMPARE(filling(ModelFolder::open(path), Part::Unet, key, shape), 0.0);
        QCOMPARE(
            filling(ModelFolder::open(path, {.variant = {}, .ema = true}), Part::Unet, key, shape),
            0.5);
    }

    void aFileWithOpenClipIsStableDiffusionTwo_data()
    {
        QTest::addColumn<int>("channels");
        QTest::addColumn<QString>("prediction");
        QTest::newRow("text to image") << 4 << QStringLiteral("v_prediction");
        QTest::newRow("inpainting") << 9 << QStringLiteral("epsilon");
    }
    void aFileWithOpenClipIsStableDiffusionTwo()
    {
        if (bundledFile("clip/merges.txt").empty())
            QSKIP("CLIP's vocabulary is not installed: run packaging/dependencies");
        QFETCH(int, channels);
        QFETCH(QString, prediction);
        const QString file = newFolder() + kSafetensors;
        std::vector<SingleTensor> tensors = openClipTensors(3, 128);
        for (SingleTensor& tensor : singleTensors()) {
            if (tensor.diffusersKey == "conv_in.weight" && tensor.part == "unet")
                tensor.tensor.shape[1] = channels;
            if (tensor.part != "text_encoder")
                tensors.push_back(tensor);
        }
        writeSingle(file, tensors);
        const auto model = ModelFolder::open(file.toStdString());
        QCOMPARE(QString::fromStdString(model.info().predictionType), prediction);
        const auto& text = model.config(Part::TextEncoder);
        QCOMPARE(text["num_hidden_layers"].get<int>(), 2); // the last one is not read
        QCOMPARE(text["num_attention_heads"].get<int>(), 2);
        QCOMPARE(text["hidden_act"].get<std::string>(), std::string("gelu"));
        QCOMPARE(model.tokenizer().padId(), 0);
        for (const char* part : {"q", "k", "v"}) {
            const std::string key = std::string("encoder.layers.1.self_attn.") + part + "_proj.";
            filling(model, Part::TextEncoder, (key + "weight").c_str(), {128, 128});
            filling(model, Part::TextEncoder, (key + "bias").c_str(), {128});
        }
    }

    void aThirdOfRowsIsCutWhereItLies()
    {
        const std::vector<float> numbers{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
        TensorView whole;
        whole.shape = {6, 2};
        whole.strides = {2, 1};
        whole.data = reinterpret_cast<const std::byte*>(numbers.data());
        whole.bytes = numbers.size() * sizeof(float);
        for (int third = 0; third < 3; ++third) {
            const TensorView part = thirdOfRows(whole, third);
            QCOMPARE(part.shape, (std::vector<std::int64_t>{2, 2}));
            QCOMPARE(part.bytes, 4 * sizeof(float));
            QCOMPARE(reinterpret_cast<const float*>(part.data)[3], float(4 * third + 3));
        }
    }

    void theHashTellsModelsApart()
    {
        const auto one = ModelFolder::open(tinyModel(4).toStdString());
        QCOMPARE(one.sha256().size(), std::size_t(64));
        QCOMPARE(one.sha256(), ModelFolder::open(tinyModel(4).toStdString()).sha256());
        QVERIFY(one.sha256() != ModelFolder::open(tinyModel(9).toStdString()).sha256());
    }
};

QTEST_GUILESS_MAIN(TestModelFolder)
#include "tst_modelfolder.moc"
