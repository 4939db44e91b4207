// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/history.h"
#include "ui/document/recipelist.h"
#include "ui/document/recipejson.h"

#include <QJsonDocument>
#include <QTest>

using namespace enogu;
using namespace Qt::StringLiterals;

namespace {

Image picture(int width, std::uint8_t value = 0)
{
    return Image({width, 1}, Channels::Rgb, Depth::U8,
                 std::vector<std::uint8_t>(std::size_t(width) * 3, value));
}

const Image kDot = picture(1);

HistoryNode node(int parent, const QString& title, const Image& image = picture(10))
{
    return {.parent = parent, .title = title, .image = image, .thumbnail = kDot};
}

/// 100 bytes: pictures of 10 pixels each, and 40 of the state.
StepsPtr oneStep()
{
    LatentState state;
    state.x.values.resize(5);
    state.memory.push_back({{2}, {1, 2}});
    state.random.resize(12);
    return std::make_shared<const std::vector<Step>>(
        std::vector<Step>{{.count = 1,
                           .noisy = picture(10),
                           .predicted = picture(10),
                           .state = std::make_shared<const LatentState>(std::move(state))}});
}

HistoryNode nodeWithSteps(int parent, const QString& title, const StepsPtr& steps)
{
    HistoryNode made = node(parent, title);
    made.steps = steps;
    made.source = kDot;
    return made;
}

Instruct run(int fromStep, int keepStep = 0, const char* words = "snow")
{
    Instruct recipe;
    recipe.fromStep = fromStep;
    recipe.keepStep = keepStep;
    recipe.instruction = words;
    return recipe;
}

std::vector<EditRecipe> list(const std::vector<Instruct>& runs)
{
    return {runs.begin(), runs.end()};
}

} // namespace

class HistoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void undoGoesToTheParentAndRedoToTheChildLastVisited()
    {
        History history(node(-1, u"Original"_s));
        const int first = history.add(node(0, u"a"_s));
        QVERIFY(history.undo());
        const int second = history.add(node(0, u"b"_s));
        QCOMPARE(history.current().id, second);
        QVERIFY(history.undo());
        QVERIFY(history.redo());
        QCOMPARE(history.current().id, second);
        QVERIFY(history.goTo(first));
        QVERIFY(history.undo());
        QVERIFY(history.redo());
        QCOMPARE(history.current().id, first);
        QVERIFY(!history.redo());
    }

    void undoStopsAtTheRoot()
    {
        History history(node(-1, u"Original"_s));
        QVERIFY(!history.canUndo());
        QVERIFY(!history.undo());
        QVERIFY(!history.goTo(7));
        QCOMPARE(history.current().id, 0);
    }

    void anEditAfterUndoKeepsTheOtherBranch()
    {
        History history(node(-1, u"Original"_s));
        const int first = history.add(node(0, u"a"_s));
        history.undo();
        const int second = history.add(node(0, u"b"_s));
        QCOMPARE(history.children(0), (std::vector<int>{first, second}));
        QVERIFY(history.node(first));
        QCOMPARE(history.pathToRoot(), (std::vector<int>{second, 0}));
    }

    void redoFollowsADeepJumpDownAgain()
    {
        History history(node(-1, u"Original"_s));
        const int a = history.add(node(0, u"a"_s));
        const int b = history.add(node(a, u"b"_s));
        history.goTo(0);
        history.add(node(0, u"c"_s));
        history.goTo(b);
        history.goTo(0);
        history.redo();
        history.redo();
        QCOMPARE(history.current().id, b);
    }

    void sharedPixelsCountOnce()
    {
        const Image image = picture(100);
        History history(node(-1, u"Original"_s, image));
        history.add(node(0, u"same"_s, image));
        QCOMPARE(history.bytes(), std::size_t(303));
    }

    void overTheLimitTheOldestLeafOffThePathGoesFirst()
    {
        History history(node(-1, u"Original"_s));
        const int branch = history.add(node(0, u"branch"_s));
        history.undo();
        const int a = history.add(node(0, u"a"_s));
        const int b = history.add(node(a, u"b"_s));
        const int c = history.add(node(b, u"c"_s));
        QCOMPARE(history.forgetOldest(4 * 30 + 3), 1);
        QVERIFY(!history.node(branch));
        QCOMPARE(history.forgetOldest(3 * 30 + 3), 1);
        QCOMPARE(history.pathToRoot(), (std::vector<int>{c, b, 0}));
        QCOMPARE(history.forgetOldest(1), 0); // root, current and its parent stay
    }

    void stepsAndTheirStatesCountAndGoFirst()
    {
        History history(node(-1, u"Original"_s));
        const int a = history.add(nodeWithSteps(0, u"a"_s, oneStep()));
        history.goTo(0);
        const int b = history.add(nodeWithSteps(0, u"b"_s, oneStep()));
        const int c = history.add(nodeWithSteps(b, u"c"_s, oneStep()));
        QCOMPARE(history.bytes(), std::size_t(4 * 30 + 3 + 3 * 100));
        QCOMPARE(history.forgetOldest(4 * 30 + 3 + 2 * 100), 0);
        QVERIFY(!history.node(a)->steps && history.node(b)->steps);
        QVERIFY(!history.node(a)->source);
        QCOMPARE(history.forgetOldest(4 * 30 + 3 + 100), 0);
        QVERIFY(!history.node(b)->steps && history.node(c)->steps);
        QCOMPARE(history.forgetOldest(3 * 30 + 3 + 100), 1);
        QVERIFY(!history.node(a) && history.node(c)->steps);
    }

    void stepsThatTheCurrentNodeSharesAreNotTakenInVain()
    {
        History history(node(-1, u"Original"_s));
        const StepsPtr steps = oneStep();
        const int a = history.add(nodeWithSteps(0, u"a"_s, steps));
        history.add(nodeWithSteps(a, u"kept"_s, steps));
        QCOMPARE(history.forgetOldest(1), 0);
        QVERIFY(history.node(a)->steps);
    }

    void anotherResultOfARunTakesItsRecipesPlace_data()
    {
        QTest::addColumn<std::vector<EditRecipe>>("before");
        QTest::addColumn<EditRecipe>("recipe");
        QTest::addColumn<std::vector<EditRecipe>>("after");
        const auto row = [](const char* name, const std::vector<Instruct>& before,
                            const Instruct& recipe, const std::vector<Instruct>& after) {
            QTest::newRow(name) << list(before) << EditRecipe(recipe) << list(after);
        };
        const Instruct first = run(0, 0, "first");
        row("kept", {first, run(0)}, run(0, 7), {first, run(0, 7)});
        row("another kept", {first, run(0, 7)}, run(0, 9), {first, run(0, 9)});
        row("tried again", {first, run(0)}, run(0, 0, "rain"), {first, run(0, 0, "rain")});
        row("branch", {first, run(0)}, run(5, 0, "rain"), {first, run(0), run(5, 0, "rain")});
        row("branch of a kept one", {run(0, 7)}, run(5, 0, "rain"), {run(0), run(5, 0, "rain")});
        row("branch of a branch", {run(0), run(5, 0, "rain")}, run(9, 0, "sun"),
            {run(0), run(5, 0, "rain"), run(9, 0, "sun")});
        row("earlier than the branch", {run(0), run(5, 0, "rain")}, run(3, 0, "sun"),
            {run(0), run(3, 0, "sun")});
        row("where the branch begins", {run(0), run(5, 0, "rain")}, run(5, 0, "sun"),
            {run(0), run(5, 0, "sun")});
        row("kept of a branch", {run(0), run(5, 0, "rain")}, run(5, 8, "rain"),
            {run(0), run(5, 8, "rain")});
        row("a branch tried again", {first, run(0), run(5, 0, "rain")}, run(0, 0, "sun"),
            {first, run(0, 0, "sun")});
    }

    void anotherResultOfARunTakesItsRecipesPlace()
    {
        QFETCH(std::vector<EditRecipe>, before);
        QFETCH(EditRecipe, recipe);
        QFETCH(std::vector<EditRecipe>, after);
        HistoryNode made = node(0, u"a"_s);
        made.recipes = before;
        QVERIFY(recipesInstead(made, recipe) == after);
    }

    void aPictureOfWordsAloneBeginsItsRecipes()
    {
        HistoryNode made = node(0, u"a"_s);
        made.recipes = {Turn{1}};
        Generate words;
        QVERIFY(recipesAfter(made, words) == std::vector<EditRecipe>{words});
        words.begunWith = BegunWith::Photo;
        QVERIFY(recipesAfter(made, words) == (std::vector<EditRecipe>{Turn{1}, words}));
    }

    void aTreeKeptElsewhereStandsAgain()
    {
        std::vector<HistoryNodePtr> nodes;
        const auto add = [&nodes](int id, int parent, const QString& title) {
            HistoryNode made = node(parent, title);
            made.id = id;
            nodes.push_back(std::make_shared<const HistoryNode>(std::move(made)));
        };
        add(0, -1, u"Original"_s);
        add(1, 0, u"a"_s);
        add(2, 9, u"b"_s);
        add(3, 1, u"c"_s);
        add(3, 1, u"twice"_s);
        History history(nodes, 1);
        QCOMPARE(history.nodes().size(), std::size_t(4));
        QCOMPARE(history.current().id, 1);
        QCOMPARE(history.node(2)->parent, 0);
        QVERIFY(history.redo());
        QCOMPARE(history.current().title, u"c"_s);
        QCOMPARE(history.add(node(0, u"d"_s)), 4);
        QCOMPARE(History(nodes, 77).current().id, 0);
    }

    void undoAndRedoStillWorkWhenAStepInBetweenWasForgotten()
    {
        History history(node(-1, u"Original"_s));
        const int a = history.add(node(0, u"a"_s));
        const int b = history.add(node(a, u"b"_s));
        const int c = history.add(node(b, u"c"_s));
        history.forgetOldest(3 * 30 + 3);
        QVERIFY(history.undo() && history.undo());
        QCOMPARE(history.current().id, 0);
        QVERIFY(history.redo() && history.redo());
        QCOMPARE(history.current().id, c);
    }

    void theSavedNodeIsNotForgotten()
    {
        History history(node(-1, u"Original"_s));
        const int saved = history.add(node(0, u"saved"_s));
        history.undo();
        history.add(node(0, u"b"_s));
        QCOMPARE(history.forgetOldest(1, saved), 0);
        QVERIFY(history.node(saved));
    }

    void aRecipeSurvivesItsJson_data()
    {
        QTest::addColumn<int>("variant");
        const char* names[] = {"animeify", "crop",     "straighten", "turn",       "flip",
                               "resize",   "generate", "instruct",   "keepChanges"};
        for (int i = 0; i < int(std::variant_size_v<EditRecipe>); ++i)
            QTest::newRow(names[i]) << i;
    }

    void aRecipeSurvivesItsJson()
    {
        QFETCH(int, variant);
        const Diffusion run{"/tmp/Häyao",
                            "ab12",
                            "fp16",
                            true,
                            "blurry",
                            SamplerChoice::Lcm,
                            7,
                            kLargestSeed,
                            3,
                            4,
                            DType::F16,
                            BegunWith::MaskedPhoto};
        const Generate generate{run, "two\nlines", 3.5, 0.25, {640, 0}, 0.5};
        const Instruct instruct{run, "make it\nblue", 6.5, 1.25, 384};
        const std::vector<EditRecipe> recipes{Animeify{"/tmp/Häyao \"x\".pt", "ab12", 0.3, 0.7,
                                                       Upsampling::Tf1, DType::Bf16,
                                                       CelLook{0.1, 5, 0.2, 0.3, 0.4}},
                                              Crop{1, 2, {3, 4}},
                                              Straighten{-12.3456789012345},
                                              Turn{3},
                                              Flip{false},
                                              Resize{{7, 9}},
                                              generate,
                                              instruct,
                                              KeepChanges{3.25, false, {{1, 2}, {3, 0}}, 4, 5}};
        const EditRecipe& recipe = recipes[std::size_t(variant)];
        QVERIFY(recipe.index() == std::size_t(variant));
        const auto read = readRecipeFile(recipeFile({recipe, recipe}));
        QVERIFY(read);
        QVERIFY(read.value() == (std::vector<EditRecipe>{recipe, recipe}));
    }

    void aWrongRecipeFileIsRefusedWithASentence_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("names");
        const auto edit = [](const char* json) {
            return QByteArray("{\"enogu\":1,\"edits\":[") + json + "]}";
        };
        QTest::newRow("empty") << QByteArray() << QByteArray("not a recipe");
        QTest::newRow("array") << QByteArray("[]") << QByteArray("not a recipe");
        QTest::newRow("deep") << QByteArray(100000, '[') << QByteArray("not a recipe");
        QTest::newRow("large") << QByteArray((1 << 20) + 1, ' ') << QByteArray("1 MiB");
        QTest::newRow("version") << QByteArray(R"({"enogu":2,"edits":[]})") << QByteArray("enogu");
        QTest::newRow("unknown edit") << edit(R"({"edit":"exec"})") << QByteArray("exec");
        QTest::newRow("missing") << edit(R"({"edit":"crop","x":1})") << QByteArray("\"y\"");
        QTest::newRow("type") << edit(R"({"edit":"turn","quarters":"1"})")
                              << QByteArray("quarters");
        QTest::newRow("range") << edit(R"({"edit":"turn","quarters":4})") << QByteArray("quarters");
        QTest::newRow("huge") << edit(R"({"edit":"straighten","degrees":1e308})")
                              << QByteArray("degrees");
        QTest::newRow("fraction") << edit(R"({"edit":"turn","quarters":1.5})")
                                  << QByteArray("whole");
        QTest::newRow("zero side")
            << edit(R"({"edit":"resize","width":0,"height":4})") << QByteArray("width");
        QTest::newRow("extra") << edit(R"({"edit":"flip","horizontal":true,"run":"rm"})")
                               << QByteArray("run");
        QJsonObject paint = jsonFromRecipe(Generate{});
        paint[u"seed"_s] = 0.5;
        QTest::newRow("seed") << edit(QJsonDocument(paint).toJson()) << QByteArray("whole");
        paint = jsonFromRecipe(Generate{});
        paint[u"sampler"_s] = u"euler_b"_s;
        QTest::newRow("sampler") << edit(QJsonDocument(paint).toJson()) << QByteArray("dpmpp_2m");
        QTest::newRow("point") << edit(R"({"edit":"keepChanges","threshold":1,"all":true,"grow":0,
                                           "feather":0,"points":[[1,2],[3]]})")
                               << QByteArray("points");
        QTest::newRow("no object") << edit("7") << QByteArray("Edit 1");
        QByteArray many = "{\"edit\":\"turn\",\"quarters\":1}";
        many = (many + ',').repeated(1000) + many;
        QTest::newRow("too many") << edit(many) << QByteArray("1000");
    }

    void aWrongRecipeFileIsRefusedWithASentence()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, names);
        const auto read = readRecipeFile(bytes);
        QVERIFY(!read);
        QCOMPARE(read.error().code(), ErrorCode::BadArgument);
        QVERIFY2(QByteArray(read.error().what()).contains(names), read.error().what());
    }

    void aStyleNameWithControlCharactersIsRefused()
    {
        QJsonObject json = jsonFromRecipe(Animeify{});
        json[u"style"_s] = u"a\nb"_s;
        QVERIFY_THROWS_EXCEPTION(Error, recipeFromJson(json));
    }

    void theTitleNamesTheStyle()
    {
        QCOMPARE(titleOfRecipe(Animeify{}), u"Animeify: Cel"_s);
        Animeify other;
        other.style = "/a/hayao.pt";
        QCOMPARE(titleOfRecipe(other), u"Animeify: hayao"_s);
        QCOMPARE(titleOfRecipe(Turn{}), u"Rotate Right"_s);
    }
};

QTEST_GUILESS_MAIN(HistoryTest)
#include "tst_history.moc"
