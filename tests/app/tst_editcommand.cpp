// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/commandline.h"
#include "tests/photo/pictures.h"
#include "tests/support/tinymodel.h"

#include <QColorSpace>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QScopeGuard>
#include <QTest>

using namespace enogu;
using namespace enogu::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr Extent kSmall{20, 14};

QJsonObject geometry(const char* edit)
{
    return QJsonDocument::fromJson(edit).object();
}

} // namespace

/// What `enogu edit` and `enogu replay` do with their arguments and files.
class EditCommandTest : public QObject
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
    void theBundledModelIsTheDefault();
    void anExistingFileIsLeftUntouched();
    void outsideTheMaskThePhotoStaysInItsProfile();
    void anEmptyInstructionCopiesThePhoto();
    void stepsAndATraceAreWritten();
    void aReplayGivesTheSamePicture_data();
    void aReplayGivesTheSamePicture();
    void aReplayTakesEveryKindOfEditInOrder();
    void aReplayFromWordsNeedsNoPhoto();
    void aReplayRefusesOtherWeights();
    void aBadReplayIsStatusOneAndOneLine_data();
    void aBadReplayIsStatusOneAndOneLine();

private:
    QString path(const char* name) const { return m_place->path(QLatin1String(name)); }
    void writeRecipe(const char* name, const QJsonArray& edits) const;
    QJsonArray editsIn(const char* name) const;
    Ended edit(const QStringList& more) const
    {
        return runProgram(QStringList{u"edit"_s, path("in.png"), path("out.png"), u"--model"_s,
                                      m_model, u"--dtype"_s, u"f32"_s, u"--steps"_s, u"2"_s,
                                      u"--seed"_s, u"5"_s, u"--size"_s, u"24"_s} +
                          more);
    }
    Ended replay(const QStringList& more) const
    {
        return runProgram(QStringList{u"replay"_s} + more);
    }
    void require(const Ended& ended) const { QVERIFY2(ended.status == 0, ended.told()); }

    QTemporaryDir m_models;
    QString m_model;
    std::unique_ptr<Workplace> m_place;
};

void EditCommandTest::writeRecipe(const char* name, const QJsonArray& edits) const
{
    const QJsonObject recipe{{u"enogu"_s, 1}, {u"edits"_s, edits}};
    m_place->file(QLatin1String(name), QJsonDocument(recipe).toJson());
}

QJsonArray EditCommandTest::editsIn(const char* name) const
{
    return QJsonDocument::fromJson(contentOf(path(name))).object()[u"edits"_s].toArray();
}

void EditCommandTest::initTestCase()
{
    m_model = m_models.filePath(u"tiny_instruct"_s);
    writeCountedModel("tiny_instruct", testing::pathOf(m_model));
    writeCountedModel("tiny", testing::pathOf(m_models.filePath(u"tiny"_s)));
}

void EditCommandTest::init()
{
    m_place = std::make_unique<Workplace>();
    m_place->photo(u"in.png"_s, kSmall);
}

void EditCommandTest::aPictureCarriesItsRecipe()
{
    const Ended ended = edit({u"--instruction"_s, u"make it blue"_s, u"--recipe"_s, path("r.json"),
                              u"--text-guidance"_s, u"6"_s, u"--json"_s});
    require(ended);
    QVERIFY(opened(path("out.png")).extent() == kSmall);
    QVERIFY(contentOf(path("out.png")).contains("make it blue"));
    const QJsonObject done =
        QJsonDocument::fromJson(ended.out.trimmed().split('\n').last()).object();
    const QJsonObject recipe = done[u"recipe"_s].toObject();
    QCOMPARE(recipe[u"edit"_s].toString(), u"instruct"_s);
    QCOMPARE(recipe[u"instruction"_s].toString(), u"make it blue"_s);
    QCOMPARE(recipe[u"textGuidance"_s].toDouble(), 6.0);
    QCOMPARE(recipe[u"imageGuidance"_s].toDouble(), 1.5);
    QCOMPARE(recipe[u"begunWith"_s].toString(), u"photo"_s);
    QCOMPARE(recipe[u"modelHash"_s].toString().size(), 64);
    QCOMPARE(editsIn("r.json"), QJsonArray{recipe});
}

void EditCommandTest::wrongUsageIsStatusTwo_data()
{
    QTest::addColumn<QStringList>("more");
    const QStringList what{u"--instruction"_s, u"blue"_s};
    QTest::newRow("no instruction") << QStringList();
    QTest::newRow("three files") << what + QStringList{u"more.png"_s};
    QTest::newRow("sides") << what + QStringList{u"--size=64x64"_s};
    QTest::newRow("guidance") << what + QStringList{u"--image-guidance"_s, u"-1"_s};
    QTest::newRow("generate's") << what + QStringList{u"--guidance"_s, u"7"_s};
    QTest::newRow("no name") << what + QStringList{u"--mask="_s};
}

void EditCommandTest::wrongUsageIsStatusTwo()
{
    QFETCH(QStringList, more);
    const Ended ended = runProgram(QStringList{u"edit"_s, path("in.png"), path("out.png")} + more);
    QVERIFY2(ended.status == 2, ended.told());
    QVERIFY(!m_place->has(u"out.png"_s));
}

void EditCommandTest::aFailureIsStatusOneAndOneLine_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("named");
    const QStringList what{u"--instruction"_s, u"blue"_s};
    const auto row = [&](const char* name, const QStringList& words, const char* named) {
        QTest::newRow(name) << words + what << QString::fromLatin1(named);
    };
    const QString in = u"@in.png"_s, out = u"@out.png"_s, tiny = u"#tiny_instruct"_s;
    row("no photo", {u"@none.png"_s, out, u"--model"_s, tiny}, "none.png");
    row("no mask", {in, out, u"--model"_s, tiny, u"--mask"_s, u"@none.png"_s}, "none.png");
    row("a small mask", {in, out, u"--model"_s, tiny, u"--mask"_s, u"@small.png"_s}, "small.png");
    row("text to image", {in, out, u"--model"_s, u"#tiny"_s}, "not an instruction model");
    row("no model", {in, out, u"--model"_s, u"#nowhere"_s}, "nowhere");
    row("no noise", {in, out, u"--model"_s, tiny, u"--noise"_s, u"@n.safetensors"_s},
        "n.safetensors");
    row("no folder", {in, u"@no/where/out.png"_s, u"--model"_s, tiny}, "out.png");
    row("no picture", {in, u"@out.gif"_s, u"--model"_s, tiny}, "out.gif");
    row("named twice", {in, out, u"--model"_s, tiny, u"--trace"_s, in, u"--overwrite"_s}, "in.png");
}

void EditCommandTest::aFailureIsStatusOneAndOneLine()
{
    QFETCH(QStringList, words);
    QFETCH(QString, named);
    m_place->photo(u"small.png"_s, {3, 3});
    for (QString& word : words) {
        if (word.startsWith(u'@'))
            word = m_place->path(word.mid(1));
        if (word.startsWith(u'#'))
            word = m_models.filePath(word.mid(1));
    }
    const Ended ended = runProgram(QStringList{u"edit"_s} + words);
    QVERIFY2(ended.status == 1, ended.told());
    QVERIFY2(ended.isOneLineWith(named), ended.err);
    QVERIFY(!m_place->has(u"out.png"_s) && !m_place->has(u"out.gif"_s));
}

void EditCommandTest::theBundledModelIsTheDefault()
{
    const QTemporaryDir models;
    qputenv("ENOGU_MODELS", QFile::encodeName(models.path()));
    const auto restore = qScopeGuard([] { qunsetenv("ENOGU_MODELS"); });
    const QStringList run{u"--steps"_s, u"2"_s, u"--dtype"_s, u"f32"_s};
    writeCountedModel("tiny_instruct", testing::pathOf(models.filePath(u"playground"_s)));
    const auto base = testing::pathOf(models.filePath(u"playground-base"_s));
    writeCountedModel("tiny", base);
    for (const char* shared : {"vae", "text_encoder", "tokenizer", "scheduler"}) {
        std::filesystem::remove_all(base / shared);
        std::filesystem::create_directory_symlink(std::filesystem::path("../playground") / shared,
                                                  base / shared);
    }
    require(runProgram(
        QStringList{u"edit"_s, path("in.png"), path("out.png"), u"--instruction"_s, u"blue"_s} +
        run));
    require(runProgram(QStringList{u"generate"_s, path("made.png")} + run));
    QVERIFY(m_place->has(u"out.png"_s) && m_place->has(u"made.png"_s));
    const QByteArray list = runProgram({u"models"_s}).out;
    QVERIFY2(list.contains("Playground, to edit") && list.contains("playground-base"), list);
}

void EditCommandTest::anExistingFileIsLeftUntouched()
{
    m_place->file(u"out.png"_s, "mine");
    const Ended refused = edit({u"--instruction"_s, u"blue"_s});
    QVERIFY2(refused.status == 1 && refused.isOneLineWith(u"out.png"_s), refused.told());
    QCOMPARE(contentOf(path("out.png")), QByteArray("mine"));
    require(edit({u"--instruction"_s, u"blue"_s, u"--overwrite"_s}));
    QVERIFY(opened(path("out.png")).extent() == kSmall);
}

void EditCommandTest::outsideTheMaskThePhotoStaysInItsProfile()
{
    const QByteArray icc = QColorSpace(QColorSpace::DisplayP3).iccProfile();
    const QString in = m_place->photo(u"in.png"_s, {33, 21}, Channels::Rgba, Depth::U8, icc);
    require(
        edit({u"--instruction"_s, u"blue"_s, u"--mask"_s, m_place->mask(u"mask.png"_s, {33, 21})}));
    const Image before = opened(in), after = opened(path("out.png"));
    QVERIFY(after.icc() && *after.icc() == *before.icc());
    QVERIFY(changedOnTheLeft(before, after) > 0);
}

void EditCommandTest::anEmptyInstructionCopiesThePhoto()
{
    require(edit({u"--instruction="_s}));
    QVERIFY(opened(path("out.png")) == opened(path("in.png")));
}

void EditCommandTest::stepsAndATraceAreWritten()
{
    require(edit({u"--instruction"_s, u"blue"_s, u"--save-steps"_s, path("steps"), u"--trace"_s,
                  path("t.safetensors"), u"--contact-sheet"_s, path("sheet.png")}));
    for (const char* name : {"steps/step-001-x_t.png", "steps/step-002-pred_x0.png"})
        QVERIFY2(opened(path(name)).extent() == kSmall, name);
    QVERIFY(m_place->has(u"t.safetensors"_s) && m_place->has(u"sheet.png"_s));
}

void EditCommandTest::aReplayGivesTheSamePicture_data()
{
    QTest::addColumn<bool>("masked");
    QTest::newRow("whole") << false;
    QTest::newRow("masked") << true;
}

void EditCommandTest::aReplayGivesTheSamePicture()
{
    QFETCH(bool, masked);
    QStringList where;
    if (masked)
        where << u"--mask"_s << m_place->mask(u"mask.png"_s, kSmall);
    require(
        edit(QStringList{u"--instruction"_s, u"blue"_s, u"--recipe"_s, path("r.json")} + where));
    if (masked) {
        const Ended refused = replay({path("r.json"), path("in.png"), path("again.png")});
        QVERIFY2(refused.status == 1 && refused.isOneLineWith(u"--mask"_s), refused.told());
    }
    for (const char* recipe : {"r.json", "out.png"}) {
        require(
            replay(QStringList{path(recipe), path("in.png"), path("again.png"), u"--overwrite"_s} +
                   where));
        QVERIFY(opened(path("again.png")) == opened(path("out.png")));
    }
    QVERIFY(!(opened(path("again.png")) == opened(path("in.png"))));
}

void EditCommandTest::aReplayTakesEveryKindOfEditInOrder()
{
    require(edit({u"--instruction"_s, u"blue"_s, u"--recipe"_s, path("r.json")}));
    const QJsonObject crop = geometry(R"({"edit":"crop","x":2,"y":1,"width":12,"height":9})");
    const QJsonObject turn = geometry(R"({"edit":"turn","quarters":1})");
    writeRecipe("list.json", {editsIn("r.json").first(), crop, turn});
    require(replay({path("list.json"), path("in.png"), path("listed.png")}));
    writeRecipe("rest.json", {crop, turn});
    require(replay({path("rest.json"), path("out.png"), path("rested.png")}));
    QVERIFY(opened(path("listed.png")).extent() == (Extent{9, 12}));
    QVERIFY(opened(path("listed.png")) == opened(path("rested.png")));
}

void EditCommandTest::aReplayFromWordsNeedsNoPhoto()
{
    require(runProgram({u"generate"_s, path("made.png"), u"--model"_s, m_models.filePath(u"tiny"_s),
                        u"--prompt"_s, u"cat"_s, u"--steps"_s, u"2"_s, u"--size"_s, u"22x10"_s,
                        u"--recipe"_s, path("w.json")}));
    require(replay({path("w.json"), path("again.png")}));
    QVERIFY(opened(path("again.png")) == opened(path("made.png")));
    const Ended refused = replay({path("w.json"), path("in.png"), path("other.png")});
    QVERIFY2(refused.status == 1 && refused.isOneLineWith(u"w.json"_s), refused.told());
}

void EditCommandTest::aReplayRefusesOtherWeights()
{
    require(edit({u"--instruction"_s, u"blue"_s, u"--recipe"_s, path("r.json")}));
    QJsonObject other = editsIn("r.json").first().toObject();
    other[u"modelHash"_s] = QString(64, u'0');
    writeRecipe("other.json", {other});
    const QStringList files{path("other.json"), path("in.png"), path("again.png")};
    const Ended refused = replay(files);
    QVERIFY2(refused.status == 1 && refused.isOneLineWith(u"other.json"_s), refused.told());
    QVERIFY(refused.err.contains("--model-changed-ok"));
    QVERIFY(!m_place->has(u"again.png"_s));
    require(replay(files + QStringList{u"--model-changed-ok"_s}));
    QVERIFY(opened(path("again.png")) == opened(path("out.png")));
    other[u"model"_s] = m_models.filePath(u"nowhere"_s);
    writeRecipe("moved.json", {other});
    require(replay({path("moved.json"), path("in.png"), path("moved.png"), u"--model"_s, m_model,
                    u"--model-changed-ok"_s}));
}

void EditCommandTest::aBadReplayIsStatusOneAndOneLine_data()
{
    QTest::addColumn<QByteArray>("recipe");
    QTest::addColumn<QString>("named");
    const auto row = [](const char* name, const QByteArray& recipe, const char* named) {
        QTest::newRow(name) << recipe << QString::fromLatin1(named);
    };
    const auto edits = [](const QByteArray& list) {
        return R"({"enogu":1,"edits":[)" + list + "]}";
    };
    row("missing", {}, "r.json");
    row("no JSON", "text", "r.json");
    row("no PNG", "\x89PNG", "r.json");
    row("unknown", edits(R"({"edit":"exec"})"), "exec");
    row("outside", edits(R"({"edit":"crop","x":90,"y":0,"width":9,"height":9})"), "r.json");
    row("no style", edits(R"({"edit":"animeify","style":"/none.pth","styleHash":"","strength":1,
                          "keepColour":0,"upsampling":"auto","dtype":"f32","look":{"flatness":1,
                          "bands":8,"lineWeight":0.5,"warmth":0.5,"colour":0.5}})"),
        "none.pth");
}

void EditCommandTest::aBadReplayIsStatusOneAndOneLine()
{
    QFETCH(QByteArray, recipe);
    QFETCH(QString, named);
    if (!recipe.isEmpty())
        m_place->file(u"r.json"_s, recipe);
    const Ended ended = replay({path("r.json"), path("in.png"), path("out.png")});
    QVERIFY2(ended.status == 1, ended.told());
    QVERIFY2(ended.isOneLineWith(named), ended.err);
    QVERIFY(!m_place->has(u"out.png"_s));
}

QTEST_GUILESS_MAIN(EditCommandTest)
#include "tst_editcommand.moc"
