// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/loader.h"
#include "tests/photo/pictures.h"
#include "tests/support/recorder.h"
#include "tests/support/tinymodel.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace enogu;
using namespace enogu::tests;
using testing::drawnImage;

/// What the engine says of a run before it, with tiny models.
class PlanTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aPlanTellsTheSizes();
    void secondsAreKnownAfterARun();
    void aPlanRefusesWhatTheRunRefuses_data();
    void aPlanRefusesWhatTheRunRefuses();
    void theModelsOwnSizeGivesWayToTheMemory();
    void aTextReachesAsFarAsTheModelReads();

private:
    std::string path(const char* name) const
    {
        return m_folder.filePath(QLatin1String(name)).toStdString();
    }
    Job jobOf(Extent photo) const
    {
        Instruct recipe;
        recipe.model = path("tiny_instruct");
        recipe.instruction = "a blue cat";
        recipe.steps = 4;
        recipe.size = 24;
        recipe.dtype = DType::F32;
        return Job{1, recipe, drawnImage(photo, Channels::Rgba, Depth::U16), "cpu"};
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Engine> m_engine;
};

void PlanTest::initTestCase()
{
    std::string whyNot;
    m_engine = loadEngine(&whyNot);
    QVERIFY2(m_engine, whyNot.c_str());
    for (const char* name : {"tiny", "tiny_inpaint", "tiny_instruct", "pixels"})
        writeCountedModel(name, path(name));
}

void PlanTest::aPlanTellsTheSizes()
{
    const auto plan = m_engine->plan(jobOf({61, 37}));
    QVERIFY2(plan, plan ? "" : plan.error().what());
    const RunPlan& found = plan.value();
    QCOMPARE(found.model, std::string("tiny_instruct"));
    QCOMPARE(found.device, std::string("CPU, float32"));
    QVERIFY(found.bytes > 1'000'000);
    QVERIFY(found.worked.width <= 24 && found.worked.height < found.worked.width);
    QVERIFY(found.seen);
    QVERIFY(found.seen->width() >= found.worked.width && found.seen->width() % 4 == 0);
    QVERIFY(found.seen->height() >= found.worked.height && found.seen->height() % 4 == 0);
    QVERIFY(found.seen->channels() == Channels::Rgb);

    const auto plain = m_engine->plan(jobOf({24, 16}));
    QVERIFY(plain);
    QVERIFY(plain.value().worked == (Extent{24, 16}));
    QVERIFY(plain.value().seen->extent() == (Extent{24, 16}));
}

void PlanTest::secondsAreKnownAfterARun()
{
    Job job = jobOf({24, 16});
    QVERIFY(m_engine->plan(job).value().seconds < 0);
    Recorder recorder;
    QVERIFY(m_engine->run(job, recorder, {}));
    const double four = m_engine->plan(job).value().seconds;
    QVERIFY(four > 0);
    job.variants = 4;
    QVERIFY(m_engine->plan(job).value().seconds < 0);
    QVERIFY(m_engine->run(job, recorder, {}));
    QVERIFY(m_engine->plan(job).value().seconds > 0);
    job.variants = 1;
    std::get<Instruct>(job.recipe).steps = 400;
    QVERIFY(m_engine->plan(job).value().seconds > four);
    job.input = drawnImage({16, 24}, Channels::Rgb, Depth::U8);
    QVERIFY(m_engine->plan(job).value().seconds < 0);
}

void PlanTest::aPlanRefusesWhatTheRunRefuses_data()
{
    QTest::addColumn<QByteArray>("what");
    QTest::addColumn<QByteArray>("names");
    QTest::newRow("no model") << QByteArray("nowhere") << QByteArray("nowhere");
    QTest::newRow("another kind") << QByteArray("tiny") << QByteArray("not an instruction model");
    QTest::newRow("no photo") << QByteArray("photo") << QByteArray("needs a photo");
    QTest::newRow("LCM's steps") << QByteArray("steps") << QByteArray("steps");
    QTest::newRow("no memory") << QByteArray("memory") << QByteArray("smaller --size");
    QTest::newRow("another edit") << QByteArray("turn") << QByteArray("without a diffusion model");
}

void PlanTest::aPlanRefusesWhatTheRunRefuses()
{
    QFETCH(QByteArray, what);
    QFETCH(QByteArray, names);
    Job job = jobOf(what == "memory" ? Extent{16000, 16000} : Extent{24, 16});
    auto& recipe = std::get<Instruct>(job.recipe);
    if (what == "photo")
        job.input.reset();
    else if (what == "steps")
        recipe.sampler = SamplerChoice::Lcm, recipe.steps = 51;
    else if (what == "memory")
        recipe.size = kMostSide;
    else if (what == "turn")
        job.recipe = Turn{1};
    else
        recipe.model = path(what.constData());
    const auto plan = m_engine->plan(job);
    QVERIFY(!plan);
    QVERIFY2(QByteArray(plan.error().what()).contains(names), plan.error().what());
    Recorder recorder;
    if (what != "turn" && what != "memory") {
        const auto run = m_engine->run(job, recorder, {});
        QVERIFY(!run);
        QCOMPARE(run.error().code(), plan.error().code());
    }
}

void PlanTest::theModelsOwnSizeGivesWayToTheMemory()
{
    const std::filesystem::path folder = writeCountedModel("tiny", path("wide"));
    QFile config(QString::fromStdString((folder / "unet/config.json").string()));
    QVERIFY(config.open(QIODevice::ReadWrite));
    const QByteArray text =
        config.readAll().replace("\"sample_size\": 8,", "\"sample_size\": 8192,");
    config.resize(0);
    config.write(text);
    config.close();
    Generate recipe;
    recipe.model = path("wide");
    recipe.prompt = "a blue cat";
    recipe.dtype = DType::F32;
    const auto own = m_engine->plan(Job{1, recipe, std::nullopt, "cpu"});
    QVERIFY2(own, own ? "" : own.error().what());
    QVERIFY(own.value().worked.width > 64 && own.value().worked.width < 16384);
    recipe.size = {16384, 16384};
    const auto wanted = m_engine->plan(Job{1, recipe, std::nullopt, "cpu"});
    QVERIFY(!wanted);
    QCOMPARE(wanted.error().code(), ErrorCode::OutOfMemory);
}

void PlanTest::aTextReachesAsFarAsTheModelReads()
{
    const Job job = jobOf({24, 16});
    const auto reach = m_engine->reach(job.recipe, "a blue cat");
    QVERIFY(reach);
    QVERIFY(reach.value().tokens > 2 && reach.value().tokens <= reach.value().limit);
    QCOMPARE(reach.value().bytesRead, std::size_t(10));
    Generate wordless;
    wordless.model = path("pixels");
    const auto none = m_engine->reach(wordless, "a blue cat");
    QVERIFY(!none);
    QCOMPARE(none.error().code(), ErrorCode::WrongModelKind);
    QVERIFY(!m_engine->reach(Turn{1}, "a blue cat"));
}

QTEST_APPLESS_MAIN(PlanTest)
#include "tst_plan.moc"
