// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/weights/modelwriter.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

namespace {

const QString kUnet = QStringLiteral("/unet/diffusion_pytorch_model.safetensors");
const QString kIndex = QStringLiteral("/unet/diffusion_pytorch_model.safetensors.index.json");

using Damage = std::function<void(const QString& folder)>;

Damage with(const char* file, const QByteArray& bytes)
{
    return [=](const QString& folder) { writeBytes(folder + QLatin1String(file), bytes); };
}

Damage without(const char* file)
{
    return [=](const QString& folder) {
        const QString path = folder + QLatin1String(file);
        if (!QFile::remove(path))
            QDir(path).removeRecursively();
    };
}

/// Replaces the UNet's file by an index with this weight_map.
Damage indexed(const QByteArray& map)
{
    return [=](const QString& folder) {
        QFile::rename(folder + kUnet, folder + QLatin1String("/unet/a.safetensors"));
        writeBytes(folder + kIndex, "{\"weight_map\":" + map + "}");
    };
}

Damage linked(const char* name, const QString& target)
{
    return [=](const QString& folder) {
        const QString path = folder + QLatin1String(name);
        QFile::remove(path);
        QFile::link(target, path);
    };
}

} // namespace

Q_DECLARE_METATYPE(Damage)

class TestHostileFolders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDamagedFolderIsOneSentence_data()
    {
        QTest::addColumn<Damage>("damage");
        QTest::addColumn<QString>("word");
        const auto row = [](const char* name, const Damage& damage, const char* word) {
            QTest::newRow(name) << damage << QString::fromLatin1(word);
        };
        row("no unet folder", without("/unet"), "unet");
        row("no weights", without("/unet/diffusion_pytorch_model.safetensors"), "unet");
        row("no config", without("/unet/config.json"), "unet/config.json");
        row("no vae", without("/vae"), "vae");
        row("no text encoder", without("/text_encoder"), "text_encoder");
        row("no scheduler", without("/scheduler"), "scheduler_config.json");
        row("no tokenizer", without("/tokenizer"), "tokenizer");
        row("no merges", without("/tokenizer/merges.txt"), "tokenizer/merges.txt");
        row("cut config", with("/unet/config.json", "{\"in_chan"), "unet/config.json");
        row("list for a config", with("/vae/config.json", "[]"), "vae/config.json");
        row("deep config",
            with("/vae/config.json",
                 "{\"a\":" + QByteArray(99'999, '[') + QByteArray(99'999, ']') + "}"),
            "vae/config.json");
        row("long config",
            with("/vae/config.json", "{\"a\":\"" + QByteArray(2'000'000, 'a') + "\"}"),
            "vae/config.json");
        row("other class", with("/unet/config.json", R"({"_class_name":"FluxTransformer2DModel"})"),
            "FluxTransformer2DModel");
        row("no class", with("/unet/config.json", "{}"), "unet/config.json");
        row("class of a number", with("/vae/config.json", R"({"_class_name":7})"),
            "vae/config.json");
        row("huge latents",
            with("/vae/config.json",
                 R"({"_class_name":"AutoencoderKL","latent_channels":4611686018427387904})"),
            "latent_channels");
        row("negative latents",
            with("/vae/config.json", R"({"_class_name":"AutoencoderKL","latent_channels":-4})"),
            "latent_channels");
        row("huge positions",
            with("/text_encoder/config.json",
                 R"({"architectures":["CLIPTextModel"],"max_position_embeddings":16})"),
            "model_max_length");
        row("other model", with("/text_encoder_2/config.json", "{}"), "text_encoder_2");
        row("cut weights", with("/unet/diffusion_pytorch_model.safetensors", "\x10"),
            "safetensors");
        row("text for weights",
            with("/unet/diffusion_pytorch_model.safetensors", QByteArray(5000, 'x')),
            "safetensors");
        row(
            "weights that are a folder",
            [](const QString& folder) {
                QFile::remove(folder + kUnet);
                QDir().mkpath(folder + kUnet);
            },
            "unet");
        row("weights that are a loop",
            linked("/unet/diffusion_pytorch_model.safetensors", kUnet.mid(6)), "unet");
        row("config that is a loop", linked("/unet/config.json", QStringLiteral("config.json")),
            "unet/config.json");
        row("config that is a device", linked("/unet/config.json", QStringLiteral("/dev/zero")),
            "unet/config.json");
    }
    void aDamagedFolderIsOneSentence()
    {
        QFETCH(Damage, damage);
        QFETCH(QString, word);
        const QTemporaryDir scratch;
        const QString folder = scratch.filePath(QStringLiteral("model"));
        writeTinyModel(folder);
        QCOMPARE(refusalOf(folder), QString());
        damage(folder);
        const QString sentence = refusalOf(folder);
        QVERIFY2(sentence.contains(word) && sentence.endsWith(QLatin1Char('.')) &&
                     sentence.contains(QLatin1Char(';')) && sentence.size() < 300 &&
                     !sentence.contains(QLatin1Char('\n')),
                 qPrintable(sentence));
    }

    void anIndexMayNotLeaveItsFolder_data()
    {
        QTest::addColumn<Damage>("damage");
        const auto row = [](const char* name, const Damage& damage) {
            QTest::newRow(name) << damage;
        };
        row("parent", indexed(R"({"conv_in.weight":"../unet/a.safetensors"})"));
        row("absolute", indexed(R"({"conv_in.weight":"/etc/passwd"})"));
        row("backslash", indexed(R"({"conv_in.weight":"..\\a.safetensors"})"));
        row("folder", indexed(R"({"conv_in.weight":".."})"));
        row("empty", indexed(R"({"conv_in.weight":""})"));
        row("number", indexed(R"({"conv_in.weight":3})"));
        row("no map", indexed("[]"));
        row("empty map", indexed("{}"));
        row("missing shard", indexed(R"({"conv_in.weight":"b.safetensors"})"));
        row("missing tensor", indexed(R"({"conv_in.weight":"a.safetensors","x":"a.safetensors"})"));
        row("link outside", [](const QString& folder) {
            indexed(R"({"conv_in.weight":"b.safetensors"})")(folder);
            QFile::link(QStringLiteral("../vae/diffusion_pytorch_model.safetensors"),
                        folder + QLatin1String("/unet/b.safetensors"));
        });
        row("loop", [](const QString& folder) {
            indexed(R"({"conv_in.weight":"b.safetensors"})")(folder);
            QFile::link(QStringLiteral("b.safetensors"),
                        folder + QLatin1String("/unet/b.safetensors"));
        });
    }
    void anIndexMayNotLeaveItsFolder()
    {
        QFETCH(Damage, damage);
        const QTemporaryDir scratch;
        const QString folder = scratch.filePath(QStringLiteral("model"));
        writeTinyModel(folder);
        damage(folder);
        const QString sentence = refusalOf(folder);
        QVERIFY2(sentence.endsWith(QLatin1Char('.')) && sentence.contains(QLatin1Char(';')) &&
                     sentence.contains(QLatin1String("safetensors")) && sentence.size() < 300,
                 qPrintable(sentence));
    }

    void aDamagedSingleFileIsOneSentence_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("word");
        const auto row = [](const char* key, const char* word) {
            QTest::newRow(key) << QString::fromLatin1(key) << QString::fromLatin1(word);
        };
        row("model.diffusion_model.", "UNet");
        row("first_stage_model.", "autoencoder");
        row("cond_stage_model.", "text encoder");
        row("model.diffusion_model.input_blocks.0.0.weight", "conv_in.weight");
        row("cond_stage_model.transformer.text_model.embeddings.position_embedding.weight",
            "position_embedding");
        row("first_stage_model.decoder.conv_in.weight", "conv_in.weight");
    }
    void aDamagedSingleFileIsOneSentence()
    {
        QFETCH(QString, key);
        QFETCH(QString, word);
        const QTemporaryDir scratch;
        const QString file = scratch.filePath(QStringLiteral("single.safetensors"));
        auto tensors = singleTensors();
        std::erase_if(tensors, [&](const SingleTensor& tensor) {
            return tensor.tensor.key.starts_with(key.toStdString());
        });
        writeSingle(file, tensors);
        const QString sentence = refusalOf(file);
        QVERIFY2(sentence.contains(QLatin1String("single.safetensors")) &&
                     sentence.contains(word) && sentence.size() < 300,
                 qPrintable(sentence));
    }

    void aTensorThatDoesNotFitIsNamed_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<bool>("missing");
        for (const char* key : {"model.diffusion_model.middle_block.2.out_layers.3.weight",
                                "first_stage_model.post_quant_conv.bias",
                                "cond_stage_model.transformer.text_model.final_layer_norm.weight"})
            for (const bool missing : {true, false})
                QTest::newRow(qPrintable(QLatin1String(key) + QString::number(missing)))
                    << QString::fromLatin1(key) << missing;
    }
    void aTensorThatDoesNotFitIsNamed()
    {
        QFETCH(QString, key);
        QFETCH(bool, missing);
        const QTemporaryDir scratch;
        const QString file = scratch.filePath(QStringLiteral("single.safetensors"));
        auto tensors = singleTensors();
        writeSingle(file, tensors);
        QCOMPARE(gapOf(file), QString());
        const auto found = std::find_if(tensors.begin(), tensors.end(), [&](const auto& tensor) {
            return tensor.tensor.key == key.toStdString();
        });
        QVERIFY(found != tensors.end());
        const QString name = QString::fromStdString(found->diffusersKey);
        if (missing)
            tensors.erase(found);
        else
            found->tensor.shape.front() += 1;
        writeSingle(file, tensors);
        const QString sentence = gapOf(file);
        QVERIFY2(sentence.contains(name) && sentence.contains(QLatin1String("single.safetensors")),
                 qPrintable(sentence));
    }

    void aNameThatIsNothingIsOneSentence_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name :
             {"", "nobody/nothing", "../../etc", "/", "/dev/null", "/proc", "models--a--b", "a//b"})
            QTest::newRow(name) << QString::fromLatin1(name);
        QTest::newRow("long") << QString(100'000, QLatin1Char('a'));
    }
    void aNameThatIsNothingIsOneSentence()
    {
        QFETCH(QString, name);
        const QString sentence = refusalOf(name);
        QVERIFY2(sentence.endsWith(QLatin1Char('.')) && sentence.size() < 300,
                 qPrintable(sentence));
    }
};

QTEST_GUILESS_MAIN(TestHostileFolders)
#include "tst_hostilefolders.moc"
