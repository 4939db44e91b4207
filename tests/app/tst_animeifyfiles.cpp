// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/commandline.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <csignal>
#include <limits>

using namespace enogu;
using namespace enogu::tests;

namespace {

constexpr Extent kSmall{20, 16};

/// 10100 × 10000 pixels in the header; next to no data.
QByteArray png101Megapixels()
{
    return QByteArray::fromHex("89504e470d0a1a0a0000000d49484452000027740000271008020000"
                               "00ed20517a0000000b49444154789c6360800100000a00017f80745e"
                               "0000000049454e44ae426082");
}

} // namespace

/// What `enogu animeify` does with files, errors and its exit status.
class AnimeifyFilesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void wrongUsageIsStatusTwo_data();
    void wrongUsageIsStatusTwo();
    void aFailureIsStatusOneAndOneLine_data();
    void aFailureIsStatusOneAndOneLine();
    void anExistingFileIsLeftUntouchedUnlessOverwriteIsGiven();
    void aLinkToNothingCountsAsExisting();
    void severalPhotosGoIntoAFolder();
    void aBadPhotoDoesNotKeepTheOthersFromTheirTurn();
    void aBadModelIsToldOnce();
    void photosOfOneNameAreRefusedBeforeAnythingIsWritten();
    void moreTensorsThanNeededAreAllowed();
    void aCutPhotoOpensWithAWarning();
    void everyByteOfANameIsKept();
    void jsonLinesTellProgressAndResult();
    void ctrlCEndsWith130AndLeavesNothing();

private:
    Ended animeify(const QStringList& arguments) const
    {
        return runProgram(QStringList{QStringLiteral("animeify")} + arguments);
    }
    QStringList styled(const QStringList& files) const
    {
        return files + QStringList{QStringLiteral("--style"), m_style};
    }

    std::unique_ptr<Workplace> m_place;
    QString m_photo, m_style, m_out;
};

void AnimeifyFilesTest::init()
{
    m_place = std::make_unique<Workplace>();
    m_photo = m_place->photo(QStringLiteral("photo.png"), kSmall);
    m_style = m_place->weights(QStringLiteral("one.safetensors"),
                               WhiteBoxFile::ofOneColour({0.1F, 0.2F, 0.3F}));
    m_out = m_place->path(QStringLiteral("out.png"));
}

void AnimeifyFilesTest::wrongUsageIsStatusTwo_data()
{
    QTest::addColumn<QString>("line");
    for (const char* line :
         {"", "PHOTO", "PHOTO OUT --strength 1.1", "PHOTO OUT --strength nan",
          "PHOTO OUT --strength", "PHOTO OUT --bogus", "PHOTO OUT --upsampling cubic",
          "PHOTO OUT --dtype f64", "PHOTO OUT --device tpu", "PHOTO OUT --device cuda:x",
          "PHOTO OUT --bands 1", "PHOTO OUT --keep-colour -1", "PHOTO OUT --style="})
        QTest::newRow(line) << QString::fromLatin1(line);
}

void AnimeifyFilesTest::wrongUsageIsStatusTwo()
{
    QFETCH(QString, line);
    QStringList words = line.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    words.replaceInStrings(QStringLiteral("PHOTO"), m_photo);
    words.replaceInStrings(QStringLiteral("OUT"), m_out);
    const Ended run = animeify(words);
    QVERIFY2(run.status == 2 && !run.err.isEmpty() && run.out.isEmpty(), run.told());
    QVERIFY(!m_place->has(QStringLiteral("out.png")));
}

void AnimeifyFilesTest::aFailureIsStatusOneAndOneLine_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("named");
    const auto row = [](const char* title, const char* line, const char* named) {
        QTest::newRow(title) << QString::fromLatin1(line) << QString::fromLatin1(named);
    };
    row("no photo", "none.png out.png", "none.png");
    row("no image", "text.png out.png", "text.png");
    row("an empty file", "empty.jpg out.png", "empty.jpg");
    row("a folder as photo", "folder out.png", "folder");
    row("a broken TIFF", "broken.tif out.png", "broken.tif");
    row("101 megapixels", "large.png out.png", "--huge");
    row("an unknown suffix", "photo.png out.xyz", "out.xyz");
    row("no such folder", "photo.png none/out.png --style one.safetensors", "out.png");
    row("no model", "photo.png out.png --style none.pth", "none.pth");
    row("no model's file", "photo.png out.png --style text.png", "text.png");
    row("a folder without weights", "photo.png out.png --style folder", "folder");
    row("a cut model", "photo.png out.png --style cut.safetensors", "cut.safetensors");
    row("a missing tensor", "photo.png out.png --style lacks.safetensors", "up1.0.bias");
    row("NaN weights", "photo.png out.png --style nan.safetensors", "nan.safetensors");
    row("NaN weights in bfloat16", "photo.png out.png --dtype bf16 --style nan.safetensors",
        "nan.safetensors");
    row("a GPU that is not there", "photo.png out.png --device cuda:99", "photo.png");
    row("float16 on the CPU", "photo.png out.png --dtype f16 --device cpu", "f16");
}

void AnimeifyFilesTest::aFailureIsStatusOneAndOneLine()
{
    QFETCH(QString, line);
    QFETCH(QString, named);
    m_place->file(QStringLiteral("text.png"), "this is no picture");
    m_place->file(QStringLiteral("empty.jpg"), {});
    m_place->file(QStringLiteral("broken.tif"),
                  QByteArray("II*\0\x08\0\0\0", 8) + QByteArray(300, '\x7f'));
    m_place->file(QStringLiteral("large.png"), png101Megapixels());
    m_place->file(QStringLiteral("cut.safetensors"), contentOf(m_style).chopped(4));
    QDir(m_place->folder()).mkdir(QStringLiteral("folder"));
    WhiteBoxFile lacks = WhiteBoxFile::random();
    lacks.drop("up1.0.bias");
    m_place->weights(QStringLiteral("lacks.safetensors"), lacks);
    WhiteBoxFile nan = WhiteBoxFile::random();
    nan["initial_down.0.weight"][7] = std::numeric_limits<float>::quiet_NaN();
    m_place->weights(QStringLiteral("nan.safetensors"), nan);

    const Ended run = shell(QStringLiteral("exec \"$0\" animeify ") + line, m_place->folder());
    QVERIFY2(run.status == 1 && run.isOneLineWith(named), run.told());
    QVERIFY(run.out.isEmpty());
    QVERIFY(QDir(m_place->folder()).entryList({QStringLiteral("*out.*")}).isEmpty());
}

void AnimeifyFilesTest::anExistingFileIsLeftUntouchedUnlessOverwriteIsGiven()
{
    m_place->file(QStringLiteral("out.png"), "mine");
    const Ended refused = animeify(styled({m_photo, m_out}));
    QVERIFY2(refused.status == 1 && refused.isOneLineWith(QStringLiteral("out.png")),
             refused.told());
    QCOMPARE(contentOf(m_out), QByteArray("mine"));
    const Ended done = animeify(styled({m_photo, m_out, QStringLiteral("--overwrite")}));
    QVERIFY2(done.status == 0, done.told());
    QVERIFY((opened(m_out).extent() == kSmall));
}

void AnimeifyFilesTest::aLinkToNothingCountsAsExisting()
{
    QVERIFY(QFile::link(m_place->path(QStringLiteral("nowhere")), m_out));
    const Ended run = animeify(styled({m_photo, m_out}));
    QVERIFY2(run.status == 1 && run.isOneLineWith(QStringLiteral("out.png")), run.told());
    QVERIFY(!m_place->has(QStringLiteral("nowhere")));
}

void AnimeifyFilesTest::severalPhotosGoIntoAFolder()
{
    const QString second = m_place->photo(QStringLiteral("second.png"), {16, 30});
    const Ended run = animeify(styled({m_photo, second, m_place->path(QStringLiteral("made"))}));
    QVERIFY2(run.status == 0 && run.err.isEmpty(), run.told());
    QVERIFY((opened(m_place->path(QStringLiteral("made/photo.png"))).extent() == kSmall));
    QVERIFY((opened(m_place->path(QStringLiteral("made/second.png"))).extent() == Extent{16, 30}));
    QCOMPARE(run.out.count('\n'), 2);
}

void AnimeifyFilesTest::aBadPhotoDoesNotKeepTheOthersFromTheirTurn()
{
    const QString bad = m_place->file(QStringLiteral("bad.png"), "no picture");
    const Ended run = animeify(styled({bad, m_photo, m_place->path(QStringLiteral("made"))}));
    QVERIFY2(run.status == 1 && run.isOneLineWith(QStringLiteral("bad.png")), run.told());
    QCOMPARE(QDir(m_place->path(QStringLiteral("made"))).entryList(QDir::Files),
             QStringList{QStringLiteral("photo.png")});
}

void AnimeifyFilesTest::aBadModelIsToldOnce()
{
    const QString second = m_place->photo(QStringLiteral("second.png"), {16, 30});
    const QString style = m_place->file(QStringLiteral("bad.pth"), "no weights");
    const Ended run = animeify(
        {m_photo, second, m_place->path(QStringLiteral("made")), QStringLiteral("--style"), style});
    QVERIFY2(run.status == 1 && run.isOneLineWith(QStringLiteral("bad.pth")), run.told());
    QVERIFY2(!run.err.contains("of 2 photos"), run.told());
    QVERIFY(!m_place->has(QStringLiteral("made")));
}

void AnimeifyFilesTest::photosOfOneNameAreRefusedBeforeAnythingIsWritten()
{
    const Ended run = animeify(styled({m_photo, m_photo, m_place->path(QStringLiteral("made"))}));
    QVERIFY2(run.status == 1 && run.isOneLineWith(QStringLiteral("photo.png")), run.told());
    QVERIFY(!m_place->has(QStringLiteral("made")));
}

void AnimeifyFilesTest::moreTensorsThanNeededAreAllowed()
{
    WhiteBoxFile more = WhiteBoxFile::random();
    more.add("optimizer.step");
    const QString style = m_place->weights(QStringLiteral("more.safetensors"), more);
    const Ended run = animeify({m_photo, m_out, QStringLiteral("--style"), style});
    QVERIFY2(run.status == 0, run.told());
}

void AnimeifyFilesTest::aCutPhotoOpensWithAWarning()
{
    const QByteArray whole = contentOf(m_place->photo(QStringLiteral("whole.png"), {200, 200}));
    const QString cut = m_place->file(QStringLiteral("cut.png"), whole.left(whole.size() / 2));
    const Ended run = animeify(styled({cut, m_out}));
    QVERIFY2(run.status == 0 && run.isOneLineWith(QStringLiteral("cut.png")), run.told());
    QVERIFY((opened(m_out).extent() == Extent{200, 200}));
}

void AnimeifyFilesTest::everyByteOfANameIsKept()
{
    const Ended run =
        shell(QStringLiteral("n=$(printf 'n\\377\\351'); cp photo.png \"$n.png\" && "
                             "cp one.safetensors \"$n.safetensors\" && "
                             "LC_ALL=C \"$0\" animeify \"$n.png\" \"out$n.png\" --style "
                             "\"$n.safetensors\" && cmp \"out$n.png\" \"out$n.png\" && "
                             "\"$0\" models inspect \"$n.safetensors\""),
              m_place->folder());
    QVERIFY2(run.status == 0 && run.err.isEmpty(), run.told());
    QVERIFY2(run.out.startsWith("outn\xff\xe9.png\n"), run.out);
}

void AnimeifyFilesTest::jsonLinesTellProgressAndResult()
{
    const Ended run = animeify(styled({m_photo, m_out, QStringLiteral("--json")}));
    QVERIFY2(run.status == 0 && run.err.isEmpty(), run.told());
    double done = -1;
    QStringList events;
    for (const QByteArray& line : run.out.trimmed().split('\n')) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        QVERIFY2(!object.isEmpty(), line);
        events.append(object[QLatin1String("event")].toString());
        if (events.last() != QLatin1String("progress"))
            continue;
        QVERIFY2(object[QLatin1String("done")].toDouble() > done, line);
        done = object[QLatin1String("done")].toDouble();
    }
    QCOMPARE(done, 1.0);
    QCOMPARE(events.count(QStringLiteral("done")), 1);
    QCOMPARE(events.last(), QStringLiteral("done"));
}

void AnimeifyFilesTest::ctrlCEndsWith130AndLeavesNothing()
{
    const QString large = m_place->photo(QStringLiteral("large.png"), {2400, 1800});
    const QString style =
        m_place->weights(QStringLiteral("random.safetensors"), WhiteBoxFile::random());
    QProcess process;
    process.start(QStringLiteral(ENOGU_PROGRAM),
                  {QStringLiteral("animeify"), large, m_out, QStringLiteral("--style"), style,
                   QStringLiteral("--json"), QStringLiteral("--dtype=f32")});
    QByteArray said;
    while (!said.contains("Painting") && process.waitForReadyRead(300'000))
        said += process.readAllStandardOutput();
    ::kill(pid_t(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(300'000));
    QVERIFY2(process.exitStatus() == QProcess::NormalExit && process.exitCode() == 130,
             process.readAllStandardError());
    QVERIFY(process.readAllStandardError().isEmpty());
    QVERIFY(QDir(m_place->folder())
                .entryList({QStringLiteral("*out*")}, QDir::AllEntries | QDir::Hidden)
                .isEmpty());
}

QTEST_GUILESS_MAIN(AnimeifyFilesTest)
#include "tst_animeifyfiles.moc"
