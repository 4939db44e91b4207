// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/modelsearch.h"
#include "tests/weights/modelwriter.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace enogu;

namespace {

QStringList told(const std::vector<FoundModel>& models, const QString& home)
{
    QStringList list;
    for (const FoundModel& model : models)
        list << QString::fromStdString(model.place + " " + model.kind + " " + model.path)
                    .replace(home, QStringLiteral("~"));
    return list;
}

} // namespace

class TestModelSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void modelsOfOtherProgramsAreFound()
    {
        const QTemporaryDir scratch;
        const QString home = scratch.path();
        const auto write = [&](const char* file, const QByteArray& bytes = "x") {
            writeBytes(home + QLatin1String(file), bytes);
        };
        write("/ComfyUI/models/checkpoints/a.safetensors");
        write("/ComfyUI/models/checkpoints/sub/b.ckpt");
        write("/ComfyUI/models/checkpoints/sub/deeper/c.ckpt");
        write("/ComfyUI/models/checkpoints/notes.txt");
        write("/ComfyUI/models/diffusers/d/model_index.json", R"({"_class_name":"Some"})");
        write("/stable-diffusion-webui/models/Stable-diffusion/e.safetensors");
        write("/hub/models--org--f/snapshots/1/model_index.json", R"({"_class_name":"Other"})");
        write("/hub/models--org--f/refs/main", "1");
        write("/hub/models--org--text/snapshots/1/config.json", R"({"model_type":"llama"})");
        write("/hub/models--org--broken/refs/main", "../../..");
        write("/elsewhere/g.safetensors");
        QFile::link(home + QLatin1String("/elsewhere"),
                    home + QLatin1String("/ComfyUI/models/checkpoints/link"));
        qputenv("HOME", home.toUtf8());
        qputenv("HF_HUB_CACHE", (home + QLatin1String("/hub")).toUtf8());
        const QStringList expected{
            QStringLiteral("hub cache Other org/f"),
            QStringLiteral("ComfyUI single file ~/ComfyUI/models/checkpoints/a.safetensors"),
            QStringLiteral("ComfyUI single file ~/ComfyUI/models/checkpoints/sub/b.ckpt"),
            QStringLiteral("ComfyUI Some ~/ComfyUI/models/diffusers/d"),
            QStringLiteral("A1111 single file "
                           "~/stable-diffusion-webui/models/Stable-diffusion/e.safetensors")};
        QCOMPARE(told(findDiffusionModels(otherProgramsPlaces()), home), expected);
    }

    void aPlaceIsListedOnce()
    {
        const QTemporaryDir scratch;
        writeBytes(scratch.filePath(QStringLiteral("a.safetensors")), "x");
        const std::filesystem::path folder = scratch.path().toStdString();
        qputenv("HF_HUB_CACHE", "/nonexistent");
        const auto found =
            findDiffusionModels({{"one", folder}, {"two", folder / "."}, {"none", folder / "no"}});
        QCOMPARE(found.size(), std::size_t(1));
        QCOMPARE(found.front().bytes, std::uint64_t(1));
    }
};

QTEST_GUILESS_MAIN(TestModelSearch)
#include "tst_modelsearch.moc"
