// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/photofile.h"
#include "tests/app/commandline.h"
#include "tests/photo/pictures.h"
#include "tests/support/tinymodel.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace enogu;
using namespace enogu::tests;
using namespace Qt::StringLiterals;

/// What the command line does with steps: kept ones, branches, presets.
class StepsCommandTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void aPresetIsASamplerAndItsSteps();
    void aKeptStepIsItsPicture();
    void aBranchWithoutChangesIsTheSamePicture();
    void aBranchIsReplayedFromItsOwnRecipe();
    void aBranchOfABranchIsReplayed();
    void wrongUsageIsStatusTwo_data();
    void wrongUsageIsStatusTwo();
    void whatCannotGoOnIsStatusOneAndOneLine_data();
    void whatCannotGoOnIsStatusOneAndOneLine();

private:
    QString path(const char* name) const { return m_place->path(QLatin1String(name)); }
    QJsonArray editsIn(const char* name) const
    {
        return QJsonDocument::fromJson(contentOf(path(name))).object()[u"edits"_s].toArray();
    }
    void run(const QStringList& words) const
    {
        const Ended ended = runProgram(words);
        QVERIFY2(ended.status == 0, ended.told());
    }
    /// in.png → out.png with its recipe r.json.
    void edit(const QStringList& more) const
    {
        run(QStringList{u"edit"_s, path("in.png"), path("out.png"), u"--model"_s, m_model,
                        u"--dtype"_s, u"f32"_s, u"--seed"_s, u"5"_s, u"--size"_s, u"24"_s,
                        u"--recipe"_s, path("r.json"), u"--instruction"_s, u"make it blue"_s} +
            more);
    }
    void replay(const char* recipe, const char* out, const QStringList& more) const
    {
        run(QStringList{u"replay"_s, path(recipe), path("in.png"), path(out)} + more);
    }

    QTemporaryDir m_models;
    QString m_model;
    std::unique_ptr<Workplace> m_place;
};

void StepsCommandTest::initTestCase()
{
    m_model = m_models.filePath(u"tiny_instruct"_s);
    writeCountedModel("tiny_instruct", testing::pathOf(m_model));
}

void StepsCommandTest::init()
{
    m_place = std::make_unique<Workplace>();
    m_place->photo(u"in.png"_s, {20, 14});
}

void StepsCommandTest::aPresetIsASamplerAndItsSteps()
{
    edit({u"--preset"_s, u"published"_s, u"--steps"_s, u"3"_s});
    const QJsonObject recipe = editsIn("r.json").first().toObject();
    QCOMPARE(recipe[u"sampler"_s].toString(), u"euler_a"_s);
    QCOMPARE(recipe[u"steps"_s].toInt(), 3);
}

void StepsCommandTest::aKeptStepIsItsPicture()
{
    edit({u"--steps"_s, u"4"_s, u"--save-steps"_s, path("steps")});
    edit({u"--steps"_s, u"4"_s, u"--keep-step"_s, u"2"_s, u"--overwrite"_s});
    QVERIFY(opened(path("out.png")) == opened(path("steps/step-002-pred_x0.png")));
    replay("r.json", "again.png", {});
    QVERIFY(opened(path("again.png")) == opened(path("out.png")));
}

void StepsCommandTest::aBranchWithoutChangesIsTheSamePicture()
{
    edit({u"--steps"_s, u"4"_s, u"--sampler"_s, u"euler_a"_s});
    replay("r.json", "again.png", {u"--from-step"_s, u"2"_s});
    QVERIFY(opened(path("again.png")) == opened(path("out.png")));
}

void StepsCommandTest::aBranchIsReplayedFromItsOwnRecipe()
{
    edit({u"--steps"_s, u"5"_s});
    replay("r.json", "branch.png",
           {u"--from-step"_s, u"2"_s, u"--instruction"_s, u"make it green"_s, u"--text-guidance"_s,
            u"9"_s, u"--recipe"_s, path("b.json")});
    QVERIFY(!(opened(path("branch.png")) == opened(path("out.png"))));
    const QJsonArray edits = editsIn("b.json");
    QCOMPARE(edits.size(), 2);
    QCOMPARE(edits[0].toObject(), editsIn("r.json").first().toObject());
    QCOMPARE(edits[1].toObject()[u"fromStep"_s].toInt(), 2);
    QCOMPARE(edits[1].toObject()[u"instruction"_s].toString(), u"make it green"_s);
    replay("b.json", "again.png", {});
    QVERIFY(opened(path("again.png")) == opened(path("branch.png")));
    replay("branch.png", "own.png", {});
    QVERIFY(opened(path("own.png")) == opened(path("branch.png")));
}

void StepsCommandTest::aBranchOfABranchIsReplayed()
{
    edit({u"--steps"_s, u"6"_s});
    replay("r.json", "one.png",
           {u"--from-step"_s, u"2"_s, u"--seed"_s, u"6"_s, u"--recipe"_s, path("one.json")});
    replay(
        "one.json", "two.png",
        {u"--from-step"_s, u"4"_s, u"--image-guidance"_s, u"3"_s, u"--recipe"_s, path("two.json")});
    replay("two.json", "again.png", {});
    QCOMPARE(editsIn("two.json").size(), 3);
    QVERIFY(opened(path("again.png")) == opened(path("two.png")));
    QVERIFY(!(opened(path("one.png")) == opened(path("two.png"))));
}

void StepsCommandTest::wrongUsageIsStatusTwo_data()
{
    QTest::addColumn<QStringList>("more");
    QTest::newRow("no step") << QStringList{u"--instruction"_s, u"make it green"_s};
    QTest::newRow("step 0") << QStringList{u"--from-step"_s, u"0"_s};
    QTest::newRow("a word") << QStringList{u"--from-step"_s, u"two"_s};
    QTest::newRow("no preset") << QStringList{u"--from-step"_s, u"2"_s, u"--preset"_s, u"slow"_s};
}

void StepsCommandTest::wrongUsageIsStatusTwo()
{
    QFETCH(QStringList, more);
    edit({u"--steps"_s, u"3"_s});
    const Ended ended = runProgram(
        QStringList{u"replay"_s, path("r.json"), path("in.png"), path("again.png")} + more);
    QVERIFY2(ended.status == 2, ended.told());
    QVERIFY(!m_place->has(u"again.png"_s));
}

void StepsCommandTest::whatCannotGoOnIsStatusOneAndOneLine_data()
{
    QTest::addColumn<QByteArray>("recipe");
    QTest::addColumn<QStringList>("more");
    const QByteArray turn = R"({"enogu":1,"edits":[{"edit":"turn","quarters":1}]})";
    QTest::newRow("beyond the last step") << QByteArray() << QStringList{u"--from-step"_s, u"9"_s};
    QTest::newRow("no prompt") << QByteArray()
                               << QStringList{u"--from-step"_s, u"2"_s, u"--prompt"_s, u"a cat"_s};
    QTest::newRow("no steps") << turn << QStringList{u"--from-step"_s, u"2"_s};
    QTest::newRow("no edits") << QByteArray(R"({"enogu":1,"edits":[]})")
                              << QStringList{u"--from-step"_s, u"2"_s};
    QTest::newRow("nothing before it") << QByteArray("first") << QStringList();
}

void StepsCommandTest::whatCannotGoOnIsStatusOneAndOneLine()
{
    QFETCH(QByteArray, recipe);
    QFETCH(QStringList, more);
    edit({u"--steps"_s, u"3"_s});
    if (recipe == "first") {
        QJsonObject only = editsIn("r.json").first().toObject();
        only[u"fromStep"_s] = 2;
        recipe =
            QJsonDocument(QJsonObject{{u"enogu"_s, 1}, {u"edits"_s, QJsonArray{only}}}).toJson();
    }
    if (!recipe.isEmpty())
        m_place->file(u"r.json"_s, recipe);
    const Ended ended = runProgram(
        QStringList{u"replay"_s, path("r.json"), path("in.png"), path("again.png")} + more);
    QVERIFY2(ended.status == 1, ended.told());
    QVERIFY2(ended.isOneLineWith(u"r.json"_s) || ended.isOneLineWith(u"again.png"_s), ended.err);
    QVERIFY(!m_place->has(u"again.png"_s));
}

QTEST_GUILESS_MAIN(StepsCommandTest)
#include "tst_stepscommand.moc"
