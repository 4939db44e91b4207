// SPDX-License-Identifier: GPL-3.0-or-later
#undef slots
#include "engine/api/error.h"
#include "engine/train/instructtask.h"
#include "engine/train/ldmtask.h"
#include "engine/train/picturefolder.h"
#include "engine/train/scenes/writer.h"
#include "engine/train/vaetask.h"
#include "engine/weights/modelfolder.h"
#include "tests/support/tinymodel.h"
#include "tests/train/ownfiles.h"
#include "tests/train/runs.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>
#include <nlohmann/json.hpp>

#include <fstream>

using namespace enogu;
using namespace enogu::core;
using namespace enogu::tests;

namespace {

namespace fs = std::filesystem;

/// With pictures in own/.
struct Site : DiffusionSite
{
    Site()
    {
        fs::create_directory(own);
        for (const char* name : {"a.png", "b.png"})
            paint(own / name, QColor(name[0] == 'a' ? Qt::red : Qt::blue));
    }
    void list(const std::string& lines) const { write(own / "metadata.jsonl", lines); }
    OwnPictures pictures() const { return {own, readPicture}; }
    DiffusionOptions options(const fs::path& folder) const
    {
        DiffusionOptions options = DiffusionSite::options();
        options.own = {folder, readPicture};
        return options;
    }

    fs::path own = path / "own";
};

constexpr const char* kEdit =
    R"({"file_name":"a.png","edited_file_name":"b.png","instruction":"x"})";

} // namespace

/// Training on a folder of pictures instead of the drawn world.
class TestOwnPictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }
    void whatCannotBeLearntFromIsOneSentence_data();
    void whatCannotBeLearntFromIsOneSentence();
    void aBrokenPictureIsNamed();
    void theUsualColumnsAreRead_data();
    void theUsualColumnsAreRead();
    void picturesWithoutAListHaveNoTexts();
    void oneOfTwentyRowsIsHeldOut();
    void aPictureIsTheSquareInItsMiddleOnWhite();
    void drawnPairsInAFolderAreLearned();
    void anAutoencoderLearnsAFolder();
    void latentsAreMadeAnewForChangedPictures();
    void aFourChannelModelIsFineTunedAsItIs();
};

void TestOwnPictures::whatCannotBeLearntFromIsOneSentence_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QByteArray>("named");
    const auto row = [](const char* name, const char* lines, const char* named) {
        QTest::newRow(name) << QByteArray(lines) << QByteArray(named);
    };
    row("no list", nullptr, "metadata.jsonl");
    row("an empty list", "\n\n", "metadata.jsonl");
    row("no JSON", R"({"file_name":)", "metadata.jsonl, line 1");
    row("no object", "[1]", "metadata.jsonl, line 1");
    row("no picture", R"({"edited_file_name":"b.png","instruction":"x"})", "file_name");
    row("no edited picture", R"({"file_name":"a.png","instruction":"x"})", "edited_file_name");
    row("no instruction", R"({"file_name":"a.png","edited_file_name":"b.png"})", "instruction");
    row("a number", R"({"file_name":"a.png","edited_file_name":7,"instruction":"x"})",
        "edited_file_name");
    row("no file", R"({"file_name":"none.png","edited_file_name":"b.png","instruction":"x"})",
        "none.png");
    row("outside", R"({"file_name":"../vae-run","edited_file_name":"b.png","instruction":"x"})",
        "../vae-run");
    row("absolute", R"({"file_name":"/etc/passwd","edited_file_name":"b.png","instruction":"x"})",
        "/etc/passwd");
    row("a folder", R"({"file_name":".","edited_file_name":"b.png","instruction":"x"})", "own");
}

void TestOwnPictures::whatCannotBeLearntFromIsOneSentence()
{
    QFETCH(QByteArray, lines);
    QFETCH(QByteArray, named);
    const Site site;
    if (!lines.isNull())
        site.list(lines.toStdString());
    try {
        PictureFolder(site.pictures(), Wanted::Edits);
        QFAIL("read");
    } catch (const Error& error) {
        QVERIFY2(QByteArray(error.what()).contains(named), error.what());
        QVERIFY(!QByteArray(error.what()).contains('\n'));
    }
}

void TestOwnPictures::aBrokenPictureIsNamed()
{
    const Site site;
    write(site.own / "b.png", "no picture");
    site.list(kEdit);
    InstructTask task(InstructOptions{.diffusion = site.options(site.own)});
    try {
        task.prepare(0);
        QFAIL("encoded");
    } catch (const Error& error) {
        QVERIFY2(QByteArray(error.what()).contains("b.png"), error.what());
    }
}

void TestOwnPictures::theUsualColumnsAreRead_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("ours") << QByteArray(kEdit);
    QTest::newRow("usual") << QByteArray(
        R"({"input_image":"a.png","edit_prompt":"x","edited_image":"b.png"})");
    QTest::newRow("published") << QByteArray(
        R"({"original_image":"a.png","edit_prompt":"x","edited_image":"b.png"})");
}

void TestOwnPictures::theUsualColumnsAreRead()
{
    QFETCH(QByteArray, line);
    const Site site;
    site.list(line.toStdString());
    const PictureFolder folder(site.pictures(), Wanted::Edits);
    const PictureRow row = folder.rows(Split::Training).at(0);
    QVERIFY(row.picture == site.own / "a.png");
    QVERIFY(row.edited == site.own / "b.png");
    QCOMPARE(row.text, std::string("x"));
}

void TestOwnPictures::picturesWithoutAListHaveNoTexts()
{
    const Site site;
    write(site.own / "notes.txt", "no picture");
    fs::create_directory(site.own / "more");
    fs::rename(site.own / "b.png", site.own / "more" / "b.png");
    const PictureFolder folder(site.pictures(), Wanted::Captions);
    const auto& rows = folder.rows(Split::Training);
    QCOMPARE(rows.size(), std::size_t(2));
    QVERIFY(rows[0].picture == site.own / "a.png");
    QVERIFY(rows[1].picture == site.own / "more" / "b.png");
    QVERIFY(rows[0].text.empty() && rows[1].text.empty());
}

void TestOwnPictures::oneOfTwentyRowsIsHeldOut()
{
    const Site site;
    std::string lines;
    for (int i = 0; i < 45; ++i)
        lines += R"({"file_name":"a.png","text":")" + std::to_string(i) + "\"}\n";
    site.list(lines);
    const PictureFolder folder(site.pictures(), Wanted::Captions);
    QCOMPARE(folder.rows(Split::Training).size(), std::size_t(43));
    QCOMPARE(folder.rows(Split::HeldOut).size(), std::size_t(2));
    QCOMPARE(folder.rows(Split::HeldOut)[1].text, std::string("39"));
}

void TestOwnPictures::aPictureIsTheSquareInItsMiddleOnWhite()
{
    const Site site;
    QImage picture(48, 32, QImage::Format_RGBA8888);
    picture.fill(Qt::red);
    for (int y = 0; y < 32; ++y)
        for (int x = 8; x < 40; ++x)
            picture.setPixelColor(x, y, y < 16 ? QColor(Qt::transparent) : QColor(Qt::blue));
    QVERIFY(picture.save(QString::fromStdString((site.own / "c.png").string())));
    const PictureFolder folder(site.pictures(), Wanted::Pictures);
    const at::Tensor square = folder.picture(site.own / "c.png", 16);
    QVERIFY(square.narrow(1, 0, 7).eq(1).all().item<bool>());
    const at::Tensor low = square.narrow(1, 9, 7);
    QVERIFY(low.narrow(0, 0, 2).eq(-1).all().item<bool>());
    QVERIFY(low[2].eq(1).all().item<bool>());
}

void TestOwnPictures::drawnPairsInAFolderAreLearned()
{
    const Site site;
    writeScenes({site.path / "set", 5, 4, 32, false}, [](const TrainReport&) {}, {});
    InstructOptions options{.diffusion = site.options(site.path / "set")};
    TrainingRun run = runOf<InstructTask>(options);
    learns(run, 200, 20, 0.6);
    run.save();
    const auto log = nlohmann::json::parse(std::ifstream(site.path / "run" / "log.jsonl"));
    QVERIFY(log.contains("validation") && !log.contains("success"));
    QVERIFY(fs::exists(site.path / "run" / "samples.png"));
}

void TestOwnPictures::anAutoencoderLearnsAFolder()
{
    const Site site;
    const QTemporaryDir folder;
    VaeOptions options = smallVae(folder);
    options.own = site.pictures();
    options.pictures = 0;
    TrainingRun run = runOf<VaeTask>(options);
    learns(run, 120, 20, 0.5);
    const double red = run.task().evaluate().sheet[0][0][0].item<double>();
    QVERIFY2(std::abs(red - 1) < 1e-3, qPrintable(QString::number(red)));
}

void TestOwnPictures::latentsAreMadeAnewForChangedPictures()
{
    const Site site;
    const auto mark = [&] { return PictureFolder(site.pictures(), Wanted::Pictures).mark(); };
    const std::string before = mark();
    QCOMPARE(mark(), before);
    paint(site.own / "b.png", Qt::green, {64, 64});
    QVERIFY(mark() != before);
}

void TestOwnPictures::aFourChannelModelIsFineTunedAsItIs()
{
    const Site site;
    site.list(kEdit);
    InstructOptions options{.diffusion = site.options(site.own)};
    options.diffusion.model = site.path / "tiny";
    writeCountedModel("tiny", options.diffusion.model);
    options.diffusion.run.steps = options.diffusion.run.batch = 2;
    options.diffusion.textRate = 0;
    TrainingRun run = runOf<InstructTask>(options);
    QVERIFY(run.run([](const TrainReport&) {}, {}));

    const auto textOf = [](const fs::path& file) {
        std::ifstream stream(file);
        return std::string(std::istreambuf_iterator<char>(stream), {});
    };
    for (const char* kept : {"scheduler/scheduler_config.json", "tokenizer/vocab.json",
                             "tokenizer/merges.txt", "text_encoder/config.json"})
        QVERIFY2(textOf(site.path / "run" / kept) == textOf(options.diffusion.model / kept), kept);
    const ModelFolder made = ModelFolder::open((site.path / "run").string());
    made.requireComplete();
    QVERIFY(made.kind() == ModelFolder::Kind::InstructPix2Pix);
}

QTEST_GUILESS_MAIN(TestOwnPictures)
#include "test_ownpictures.moc"
