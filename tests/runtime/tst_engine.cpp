// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/formats/tensorfile.h"
#include "engine/runtime/loader.h"
#include "tests/photo/pictures.h"
#include "tests/support/recorder.h"
#include "tests/support/whiteboxfile.h"

#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace enogu;
using namespace enogu::tests;
using testing::drawnImage;

namespace {

bool rises(const std::vector<Progress>& reports)
{
    for (std::size_t i = 1; i < reports.size(); ++i) {
        if (reports[i].done <= reports[i - 1].done || reports[i].total != reports[0].total)
            return false;
    }
    return !reports.empty();
}

} // namespace

/// The engine as the app sees it: jobs in, results out.
class EngineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aResultHasThePhotosFormAndItsRecipeFilledIn();
    void theSameJobGivesTheSamePicture_data();
    void theSameJobGivesTheSamePicture();
    void progressRisesToItsTotal_data();
    void progressRisesToItsTotal();
    void aStopIsObeyedWithinABlock();
    void aStopBeforeTheStartIsObeyed();
    void strengthZeroReturnsThePhoto_data();
    void strengthZeroReturnsThePhoto();
    void theFlatLayerIsThereWhenItIsWanted();
    void afterAFailureTheNextJobRuns();
    void failuresAreNamed_data();
    void failuresAreNamed();
    void aReplacedFileIsReadAgain();

private:
    Job jobOf(const std::string& style, const Image& photo) const
    {
        Animeify recipe;
        recipe.style = style;
        return Job{1, recipe, photo, "cpu"};
    }
    std::string path(const char* name) const
    {
        return m_folder.filePath(QLatin1String(name)).toStdString();
    }
    Outcome<Result> run(const Job& job)
    {
        Recorder recorder;
        return m_engine->run(job, recorder, {});
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Engine> m_engine;
    std::string m_style;
};

void EngineTest::initTestCase()
{
    std::string whyNot;
    m_engine = loadEngine(&whyNot);
    QVERIFY2(m_engine, whyNot.c_str());
    m_style = path("random.safetensors");
    WhiteBoxFile::random().write(m_style);
    WhiteBoxFile dead = WhiteBoxFile::random();
    dead["down1.0.bias"][3] = std::numeric_limits<float>::quiet_NaN();
    dead.write(path("dead.safetensors"));
}

void EngineTest::aResultHasThePhotosFormAndItsRecipeFilledIn()
{
    const Image photo = drawnImage({45, 31}, Channels::Rgba, Depth::U16);
    Job job = jobOf(m_style, photo);
    job.id = 77;
    const auto result = run(job);
    QVERIFY2(result, result ? "" : result.error().what());
    const Image& image = result.value().image;
    QCOMPARE(result.value().id, JobId(77));
    QVERIFY(image.extent() == photo.extent() && image.depth() == Depth::U16 && image.hasAlpha());
    for (std::size_t i = 3; i < photo.extent().pixels() * 4; i += 4)
        QCOMPARE(image.row16(0)[i], photo.row16(0)[i]);
    const auto recipe = std::get<Animeify>(result.value().recipe);
    QCOMPARE(recipe.styleHash, sha256OfModel(m_style));
    QVERIFY(!result.value().flatLayer && result.value().notices.empty());
    QVERIFY(!result.value().device.empty());
}

void EngineTest::theSameJobGivesTheSamePicture_data()
{
    QTest::addColumn<QString>("style");
    QTest::newRow("a file") << QString::fromStdString(m_style);
    QTest::newRow("Cel") << QStringLiteral("cel");
}

void EngineTest::theSameJobGivesTheSamePicture()
{
    QFETCH(QString, style);
    const Job job = jobOf(style.toStdString(), drawnImage({150, 97}, Channels::Rgb, Depth::U8));
    const auto first = run(job);
    m_engine->releaseMemory();
    const auto second = run(job);
    QVERIFY(first && second);
    QVERIFY(first.value().image == second.value().image);
    QVERIFY(!(first.value().image == *job.input));
}

void EngineTest::progressRisesToItsTotal_data()
{
    QTest::addColumn<double>("strength");
    QTest::newRow("the style") << 1.0;
    QTest::newRow("a mix") << 0.5;
    QTest::newRow("the photo") << 0.0;
}

void EngineTest::progressRisesToItsTotal()
{
    QFETCH(double, strength);
    Recorder recorder;
    Job job = jobOf(m_style, drawnImage({90, 70}, Channels::Rgb, Depth::U8));
    std::get<Animeify>(job.recipe).strength = strength;
    QVERIFY(m_engine->run(job, recorder, {}));
    QVERIFY(rises(recorder.reports));
    QVERIFY(strength <= 0 || recorder.reports.size() > 3);
    QCOMPARE(recorder.reports.back().done, recorder.reports.back().total);
}

void EngineTest::aStopIsObeyedWithinABlock()
{
    std::stop_source stop;
    Recorder recorder;
    std::size_t reportsAtStop = 0;
    recorder.then = [&](const Progress& progress) {
        if (progress.done > 0.1 && stop.request_stop())
            reportsAtStop = recorder.reports.size();
    };
    const Job job = jobOf(m_style, drawnImage({500, 400}, Channels::Rgb, Depth::U8));
    const auto result = m_engine->run(job, recorder, stop.get_token());
    QVERIFY(!result && result.error().code() == ErrorCode::Cancelled);
    QVERIFY(reportsAtStop > 0);
    QVERIFY(recorder.reports.size() <= reportsAtStop + 1);
    QVERIFY(recorder.reports.back().done < 0.5);
}

void EngineTest::aStopBeforeTheStartIsObeyed()
{
    std::stop_source stop;
    stop.request_stop();
    Recorder recorder;
    const Job job = jobOf(m_style, drawnImage({50, 40}, Channels::Rgb, Depth::U8));
    const auto result = m_engine->run(job, recorder, stop.get_token());
    QVERIFY(!result && result.error().code() == ErrorCode::Cancelled);
    QVERIFY(recorder.reports.empty());
}

void EngineTest::strengthZeroReturnsThePhoto_data()
{
    QTest::addColumn<QString>("style");
    QTest::newRow("dead weights") << QString::fromStdString(path("dead.safetensors"));
    QTest::newRow("Cel") << QStringLiteral("cel");
}

void EngineTest::strengthZeroReturnsThePhoto()
{
    QFETCH(QString, style);
    Job job = jobOf(style.toStdString(), drawnImage({45, 31}, Channels::Rgba, Depth::U16));
    std::get<Animeify>(job.recipe).strength = 0;
    const auto result = run(job);
    QVERIFY2(result, result ? "" : result.error().what());
    QVERIFY(result.value().image == *job.input);
}

void EngineTest::theFlatLayerIsThereWhenItIsWanted()
{
    Job job = jobOf("cel", drawnImage({45, 31}, Channels::Rgba, Depth::U8));
    std::get<Animeify>(job.recipe).strength = 0;
    const auto wanted = run(job);
    QVERIFY(wanted && wanted.value().flatLayer);
    QVERIFY(wanted.value().flatLayer->extent() == job.input->extent());
    QVERIFY(!wanted.value().flatLayer->hasAlpha());
    job.wantsFlatLayer = false;
    const auto unwanted = run(job);
    QVERIFY(unwanted && !unwanted.value().flatLayer);
}

void EngineTest::afterAFailureTheNextJobRuns()
{
    const Image photo = drawnImage({32, 32}, Channels::Rgb, Depth::U8);
    const auto failed = run(jobOf(path("dead.safetensors"), photo));
    QVERIFY(!failed && failed.error().code() == ErrorCode::NonFinite);
    QVERIFY(run(jobOf(m_style, photo)));
}

void EngineTest::failuresAreNamed_data()
{
    QTest::addColumn<QString>("style");
    QTest::addColumn<QString>("device");
    QTest::addColumn<int>("dtype");
    QTest::addColumn<double>("strength");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("named");
    const auto row = [&](const char* style, const char* device, DType dtype, double strength,
                         ErrorCode code, const char* named) {
        QTest::addRow("%s, %s, %g", named, device, strength)
            << QString::fromStdString(path(style)) << QString::fromLatin1(device) << int(dtype)
            << strength << int(code) << QString::fromLatin1(named);
    };
    const char* good = "random.safetensors";
    row("none.pth", "cpu", DType::F32, 1, ErrorCode::MissingFile, "none.pth");
    row("dead.safetensors", "cpu", DType::F32, 1, ErrorCode::NonFinite, "dead.safetensors");
    row("dead.safetensors", "cpu", DType::Bf16, 1, ErrorCode::NonFinite, "dead.safetensors");
    row(good, "cuda:99", DType::F32, 1, ErrorCode::EngineUnavailable, "cuda:99");
    row(good, "tpu", DType::F32, 1, ErrorCode::BadArgument, "tpu");
    row(good, "cpu", DType::F16, 1, ErrorCode::BadArgument, "f32");
    row(good, "cpu", DType::F32, 1.5, ErrorCode::BadArgument, "Strength");
    row(good, "cpu", DType::F32, std::numeric_limits<double>::quiet_NaN(), ErrorCode::BadArgument,
        "Strength");
}

void EngineTest::failuresAreNamed()
{
    QFETCH(QString, style);
    QFETCH(QString, device);
    QFETCH(int, dtype);
    QFETCH(double, strength);
    QFETCH(int, code);
    QFETCH(QString, named);
    Job job = jobOf(style.toStdString(), drawnImage({32, 32}, Channels::Rgb, Depth::U8));
    job.device = device.toStdString();
    std::get<Animeify>(job.recipe).dtype = DType(dtype);
    std::get<Animeify>(job.recipe).strength = strength;
    const auto result = run(job);
    QVERIFY(!result);
    const QString sentence = QString::fromUtf8(result.error().what());
    QVERIFY2(int(result.error().code()) == code && sentence.contains(named), qPrintable(sentence));
    QVERIFY2(!sentence.contains(QLatin1Char('\n')), qPrintable(sentence));
}

void EngineTest::aReplacedFileIsReadAgain()
{
    const Image photo = drawnImage({32, 32}, Channels::Rgb, Depth::U8);
    const std::string style = path("replaced.safetensors");
    WhiteBoxFile::random().write(style);
    const auto first = run(jobOf(style, photo));
    WhiteBoxFile::ofOneColour({0.5F, 0, -0.5F}).write(style);
    const auto second = run(jobOf(style, photo));
    QVERIFY(first && second);
    QVERIFY(!(first.value().image == second.value().image));
    QVERIFY(std::get<Animeify>(first.value().recipe).styleHash !=
            std::get<Animeify>(second.value().recipe).styleHash);
}

QTEST_GUILESS_MAIN(EngineTest)
#include "tst_engine.moc"
