// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/bundled.h"
#include "engine/runtime/loader.h"
#include "tests/support/tinymodel.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace enogu;
using namespace enogu::tests;

namespace {

class Silent : public Observer
{
public:
    void onProgress(const Progress&) override {}
    void onPreview(const Preview&) override {}
};

QJsonObject runs()
{
    QFile file(QString::fromStdString((pipelineGoldens() / "runs.json").string()));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                          : QJsonObject();
}

SamplerChoice samplerOf(const QString& word)
{
    std::size_t i = 0;
    while (word != QLatin1String(kSamplerWords[i]))
        ++i;
    return SamplerChoice(i);
}

/// Where a schedule ends in pure noise, Euler's first step goes from sigma 4096 to some 9, and the
/// reference, which subtracts one from the other in float32, keeps some 3e-5 of what is left.
double slackOf(const QString& name)
{
    return name.startsWith(QLatin1String("tiny_v_text2img_euler")) ? 4 : 1;
}

std::map<std::string, std::vector<std::int64_t>> shapesOf(const QJsonObject& noise)
{
    std::map<std::string, std::vector<std::int64_t>> shapes;
    for (const QString& name : noise.keys())
        for (const QJsonValue& side : noise[name].toArray())
            shapes[name.toStdString()].push_back(side.toInt());
    return shapes;
}

} // namespace

/// Whole runs, traced, against the reference implementation's numbers.
class TracesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        std::string whyNot;
        m_engine = loadEngine(&whyNot);
        QVERIFY2(m_engine, whyNot.c_str());
        m_runs = runs();
        QVERIFY(m_runs.size() > 40);
    }

    void aRunEqualsTheReference_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString& name : m_runs.keys())
            QTest::newRow(qPrintable(name)) << name;
    }

    void aRunEqualsTheReference()
    {
        QFETCH(QString, name);
        if (name.startsWith(QLatin1String("single")) && bundledFile("clip/merges.txt").empty())
            QSKIP("CLIP's vocabulary is not installed: run packaging/dependencies");
        const Job job = jobOf(m_runs[name].toObject());
        Silent silent;
        const auto result = m_engine->run(job, silent, {});
        QVERIFY2(result, result ? "" : result.error().what());
        const auto golden = pipelineGoldens() / (name.toStdString() + ".safetensors");
        const std::string faults = traceFaults(job.trace, golden, slackOf(name));
        QVERIFY2(faults.empty(), faults.c_str());
    }

private:
    std::filesystem::path path(const std::string& name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

    std::string model(const std::string& name)
    {
        const auto to = path(name == "single" ? "single.safetensors" : name);
        if (!std::filesystem::exists(to))
            writeCountedModel(name, to);
        return to.string();
    }

    Generate generateOf(const QJsonObject& run, Extent size)
    {
        Generate recipe;
        recipe.prompt = run[QLatin1String("prompt")].toString().toStdString();
        recipe.guidance = run[QLatin1String("guidance")].toDouble();
        recipe.strength = run[QLatin1String("strength")].toDouble();
        recipe.size = size;
        return recipe;
    }

    Instruct instructOf(const QJsonObject& run, Extent size)
    {
        Instruct recipe;
        recipe.instruction = run[QLatin1String("prompt")].toString().toStdString();
        recipe.textGuidance = run[QLatin1String("guidance")].toDouble();
        recipe.imageGuidance = run[QLatin1String("image_guidance")].toDouble();
        recipe.size = std::max(size.width, size.height);
        return recipe;
    }

    template <typename Recipe>
    Recipe withRun(Recipe recipe, const QJsonObject& run)
    {
        recipe.model = model(run[QLatin1String("folder")].toString().toStdString());
        recipe.negative = run[QLatin1String("negative")].toString().toStdString();
        recipe.sampler = samplerOf(run[QLatin1String("sampler")].toString());
        recipe.steps = run[QLatin1String("steps")].toInt();
        recipe.dtype = DType::F32;
        return recipe;
    }

    Job jobOf(const QJsonObject& run)
    {
        const QString kind = run[QLatin1String("kind")].toString();
        const QJsonArray sides = run[QLatin1String("size")].toArray();
        const Extent size{sides[0].toInt(), sides[1].toInt()};
        Job job{1, withRun(generateOf(run, size), run), std::nullopt, "cpu"};
        if (kind == QLatin1String("edit"))
            job.recipe = withRun(instructOf(run, size), run);
        if (kind != QLatin1String("text2img"))
            job.input = countedPhoto(size);
        if (kind == QLatin1String("inpaint"))
            job.mask = countedMask(size);
        job.noise = path("noise.safetensors");
        job.trace = path("trace.safetensors");
        writeCountedNoise(job.noise, shapesOf(run[QLatin1String("noise")].toObject()));
        return job;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Engine> m_engine;
    QJsonObject m_runs;
};

QTEST_GUILESS_MAIN(TracesTest)
#include "tst_traces.moc"
