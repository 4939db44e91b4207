// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/commandline.h"
#include "tests/photo/pictures.h"
#include "tests/support/tinymodel.h"

#include <QColorSpace>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <csignal>

using namespace enogu;
using namespace enogu::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr Extent kSmall{20, 14};

} // namespace

/// What `enogu generate` does with its arguments and files.
class GenerateCommandTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void aPictureCarriesItsRecipe();
    void wrongUsageIsStatusTwo_data();
    void wrongUsageIsStatusTwo();
    void aFailureIsStatusOneAndOneLine_data();
    void aFailureIsStatusOneAndOneLine();
    void anExistingFileIsLeftUntouchedUnlessOverwriteIsGiven_data();
    void anExistingFileIsLeftUntouchedUnlessOverwriteIsGiven();
    void outsideTheMaskThePhotoStaysInItsProfile();
    void stepsAreKept();
    void aTraceIsWritten();
    void ctrlCEndsWith130AndLeavesNothing();

private:
    QString path(const char* name) const { return m_place->path(QLatin1String(name)); }
    QStringList words(const QStringList& more) const
    {
        return QStringList{u"generate"_s, path("out.png"), u"--model"_s, m_model,     u"--dtype"_s,
                           u"f32"_s,      u"--steps"_s,    u"2"_s,       u"--seed"_s, u"5"_s} +
               more;
    }
    Ended generate(const QStringList& more) const { return runProgram(words(more)); }

    QTemporaryDir m_models;
    QString m_model;
    std::unique_ptr<Workplace> m_place;
};

void GenerateCommandTest::initTestCase()
{
    m_model = m_models.filePath(u"tiny"_s);
    writeCountedModel("tiny", testing::pathOf(m_model));
}

void GenerateCommandTest::init()
{
    m_place = std::make_unique<Workplace>();
}

void GenerateCommandTest::aPictureCarriesItsRecipe()
{
    const Ended ended = generate({u"--prompt"_s, u"a blue cat"_s, u"--size"_s, u"22x10"_s,
                                  u"--recipe"_s, path("r.json"), u"--json"_s});
    QVERIFY2(ended.status == 0, ended.told());
    QVERIFY(opened(path("out.png")).extent() == (Extent{22, 10}));
    QVERIFY(contentOf(path("out.png")).contains("a blue cat"));
    const auto last = ended.out.trimmed().split('\n').last();
    const QJsonObject done = QJsonDocument::fromJson(last).object();
    QCOMPARE(done[u"event"_s].toString(), u"done"_s);
    const QJsonObject recipe = done[u"recipe"_s].toObject();
    QCOMPARE(recipe[u"prompt"_s].toString(), u"a blue cat"_s);
    QCOMPARE(recipe[u"seed"_s].toInt(), 5);
    QCOMPARE(recipe[u"modelHash"_s].toString().size(), 64);
    QVERIFY(contentOf(path("r.json")).contains(recipe[u"modelHash"_s].toString().toLatin1()));
}

void GenerateCommandTest::wrongUsageIsStatusTwo_data()
{
    QTest::addColumn<QStringList>("more");
    QTest::newRow("two files") << QStringList{u"more.png"_s};
    QTest::newRow("no pixels") << QStringList{u"--size"_s, u"0"_s};
    QTest::newRow("one side") << QStringList{u"--size"_s, u"64x"_s};
    QTest::newRow("three sides") << QStringList{u"--size"_s, u"64x64x64"_s};
    QTest::newRow("huge") << QStringList{u"--size"_s, u"99999x64"_s};
    QTest::newRow("stretched") << QStringList{u"--init"_s, u"a.png"_s, u"--size"_s, u"64x64"_s};
    QTest::newRow("a mask alone") << QStringList{u"--mask"_s, u"m.png"_s};
    QTest::newRow("sampler") << QStringList{u"--sampler"_s, u"best"_s};
    QTest::newRow("strength") << QStringList{u"--strength"_s, u"1.1"_s};
    QTest::newRow("guidance") << QStringList{u"--guidance"_s, u"nan"_s};
    QTest::newRow("device") << QStringList{u"--device"_s, u"tpu"_s};
    QTest::newRow("unknown") << QStringList{u"--style"_s, u"cel"_s};
}

void GenerateCommandTest::wrongUsageIsStatusTwo()
{
    QFETCH(QStringList, more);
    const Ended ended = generate(more);
    QVERIFY2(ended.status == 2, ended.told());
    QVERIFY(!m_place->has(u"out.png"_s));
}

void GenerateCommandTest::aFailureIsStatusOneAndOneLine_data()
{
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<QString>("named");
    const QString photo = u"photo.png"_s, small = u"small.png"_s;
    QTest::newRow("no photo") << QStringList{u"--init"_s, u"none.png"_s} << u"none.png"_s;
    QTest::newRow("no mask") << QStringList{u"--init"_s, photo, u"--mask"_s, u"none.png"_s}
                             << u"none.png"_s;
    QTest::newRow("a small mask") << QStringList{u"--init"_s, photo, u"--mask"_s, small}
                                  << u"small.png"_s;
    QTest::newRow("no noise") << QStringList{u"--noise"_s, u"n.safetensors"_s}
                              << u"n.safetensors"_s;
    QTest::newRow("steps") << QStringList{u"--sampler"_s, u"lcm"_s, u"--steps=900"_s} << u"50"_s;
    QTest::newRow("no folder") << QStringList{u"--trace"_s, u"no/where/t.safetensors"_s}
                               << u"t.safetensors"_s;
}

void GenerateCommandTest::aFailureIsStatusOneAndOneLine()
{
    QFETCH(QStringList, more);
    QFETCH(QString, named);
    m_place->photo(u"photo.png"_s, kSmall);
    m_place->photo(u"small.png"_s, {3, 3});
    for (QString& word : more) {
        if (word.endsWith(u".png") || word.endsWith(u".safetensors"))
            word = m_place->path(word);
    }
    QStringList all = words({});
    if (more.contains(u"--steps=900"_s))
        all.remove(all.indexOf(u"--steps"_s), 2);
    const Ended ended = runProgram(all + more);
    QVERIFY2(ended.status == 1, ended.told());
    QVERIFY2(ended.isOneLineWith(named), ended.err);
    QVERIFY(!m_place->has(u"out.png"_s));
}

void GenerateCommandTest::anExistingFileIsLeftUntouchedUnlessOverwriteIsGiven_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("name");
    QTest::newRow("out") << QString() << u"out.png"_s;
    QTest::newRow("trace") << u"--trace"_s << u"t.safetensors"_s;
    QTest::newRow("recipe") << u"--recipe"_s << u"r.json"_s;
    QTest::newRow("sheet") << u"--contact-sheet"_s << u"sheet.png"_s;
}

void GenerateCommandTest::anExistingFileIsLeftUntouchedUnlessOverwriteIsGiven()
{
    QFETCH(QString, option);
    QFETCH(QString, name);
    const QString file = m_place->file(name, "mine");
    const QStringList more = option.isEmpty() ? QStringList() : QStringList{option, file};
    const Ended refused = generate(more);
    QVERIFY2(refused.status == 1 && refused.isOneLineWith(name), refused.told());
    QCOMPARE(contentOf(file), QByteArray("mine"));
    const Ended ended = generate(more + QStringList{u"--overwrite"_s});
    QVERIFY2(ended.status == 0, ended.told());
    QVERIFY(contentOf(file) != QByteArray("mine"));
}

void GenerateCommandTest::outsideTheMaskThePhotoStaysInItsProfile()
{
    const QByteArray icc = QColorSpace(QColorSpace::DisplayP3).iccProfile();
    const QString in = m_place->photo(u"in.png"_s, {33, 21}, Channels::Rgba, Depth::U8, icc);
    const Ended ended =
        generate({u"--init"_s, in, u"--mask"_s, m_place->mask(u"mask.png"_s, {33, 21}), u"--size"_s,
                  u"16"_s, u"--strength"_s, u"1"_s});
    QVERIFY2(ended.status == 0, ended.told());
    const Image before = opened(in), after = opened(path("out.png"));
    QVERIFY(after.icc() && *after.icc() == *before.icc());
    QVERIFY(changedOnTheLeft(before, after) > 0);
}

void GenerateCommandTest::stepsAreKept()
{
    const Ended ended = generate({u"--save-steps"_s, path("steps"), u"--contact-sheet"_s,
                                  path("sheet.png"), u"--size"_s, u"20x14"_s});
    QVERIFY2(ended.status == 0, ended.told());
    for (const char* name : {"steps/step-001-x_t.png", "steps/step-002-pred_x0.png"})
        QVERIFY2(opened(path(name)).extent() == kSmall, name);
    QVERIFY(!m_place->has(u"steps/step-003-x_t.png"_s));
    QVERIFY(opened(path("sheet.png")).width() > 2 * kSmall.width);
}

void GenerateCommandTest::aTraceIsWritten()
{
    writeCountedNoise(testing::pathOf(path("n.safetensors")), {{"latents", {1, 4, 8, 12}}});
    const auto traced = [&](const char* name, const QStringList& more) {
        const Ended ended =
            generate(QStringList{u"--size"_s, u"24x16"_s, u"--noise"_s, path("n.safetensors"),
                                 u"--trace"_s, path(name), u"--overwrite"_s} +
                     more);
        if (ended.status != 0)
            qFatal("%s", ended.told().constData());
    };
    traced("a.safetensors", {});
    traced("b.safetensors", {u"--prompt"_s, u"grass"_s});
    const auto file = [&](const char* name) { return testing::pathOf(path(name)); };
    QCOMPARE(traceFaults(file("a.safetensors"), file("a.safetensors")), std::string());
    QVERIFY(!traceFaults(file("b.safetensors"), file("a.safetensors")).empty());
}

void GenerateCommandTest::ctrlCEndsWith130AndLeavesNothing()
{
    QProcess process;
    QStringList all = words({u"--json"_s, u"--size"_s, u"128"_s});
    all[all.indexOf(u"--steps"_s) + 1] = u"900"_s;
    process.start(QStringLiteral(ENOGU_PROGRAM), all);
    QByteArray told;
    while (!told.contains("Painting") && process.waitForReadyRead(60000))
        told += process.readAllStandardOutput();
    ::kill(pid_t(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(60000));
    QCOMPARE(process.exitCode(), 130);
    QVERIFY(!m_place->has(u"out.png"_s));
}

QTEST_GUILESS_MAIN(GenerateCommandTest)
#include "tst_generatecommand.moc"
