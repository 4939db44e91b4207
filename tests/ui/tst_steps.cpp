// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/studio.h"

using namespace enogu;

namespace {

/// How the grid names a variant with so many of twenty steps.
QString nameOf(std::uint64_t seed, int steps)
{
    const QString name = QStringLiteral("Seed %1").arg(seed);
    return steps == 20 ? name : QStringLiteral("%1, step %2 of 20").arg(name).arg(steps);
}

/// Asks for four variants and stops when `steps` of their steps are done. Returns the first seed.
std::uint64_t stopFourVariants(Studio& studio, bool oneByOne, int steps)
{
    studio.script->oneByOne = oneByOne;
    studio.script->waitsAfter = steps;
    studio.panel->setVariants(4);
    studio.type(QStringLiteral("make it winter"));
    studio.pressEnter();
    [&] { QTRY_COMPARE(studio.script->shown.load(), steps); }();
    const std::uint64_t seed = diffusionOf(studio.script->seenJob()->recipe)->seed;
    QTest::keyClick(&studio.window, Qt::Key_Escape);
    [&] { QTRY_VERIFY(!studio.window.isRunning()); }();
    studio.script->waitsAfter = -1;
    return seed;
}

} // namespace

class StepsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void aStepThatIsLookedAtIsLeftWithEscape()
    {
        Studio studio;
        studio.open();
        studio.edit(QStringLiteral("make it winter"));
        Canvas& canvas = studio.window.currentTab()->canvas();
        studio.window.actions().stepBack->trigger();
        QCOMPARE(studio.strip->current(), 19);
        for (int i = 0; i < 6; ++i)
            studio.window.actions().stepBack->trigger();
        QTRY_VERIFY(canvas.hasPreview());
        QCOMPARE(canvas.tag(), QStringLiteral("Previewing step 14 – not kept"));
        QTest::keyClick(&studio.window, Qt::Key_Escape);
        QCOMPARE(studio.strip->current(), -1);
        QVERIFY(!canvas.hasPreview());
        QVERIFY(canvas.tag().isEmpty());
    }

    void aKeptStepIsAResultOfItsOwn()
    {
        Studio studio;
        studio.open();
        studio.edit(QStringLiteral("make it winter"));
        const Instruct whole = studio.instruct();
        studio.strip->setCurrent(13);
        studio.button(QStringLiteral("Keep This Step"))->click();
        QTRY_COMPARE(studio.nodes(), std::size_t(3));
        Instruct kept = whole;
        kept.keepStep = 14;
        QCOMPARE(studio.instruct(), kept);
        QCOMPARE(studio.node().recipes.size(), std::size_t(1));
        // no network ran
        const auto job = studio.script->seenJob();
        QCOMPARE(std::get<Instruct>(job->recipe).fromStep, 14);
        QCOMPARE(job->from->next, std::int64_t(14));
        QCOMPARE(studio.red(), int(std::uint8_t(200 + (255 - 400) * 14 / 20.0)));
        QCOMPARE(studio.node().steps->size(), std::size_t(20));
        studio.window.actions().undo->trigger();
        QCOMPARE(studio.instruct(), whole);
    }

    void aBranchGoesOnFromAStepWithOtherWords()
    {
        Studio studio;
        studio.open();
        studio.edit(QStringLiteral("make it winter"));
        studio.strip->setCurrent(9);
        studio.button(QStringLiteral("Branch From Here"))->click();
        QVERIFY(studio.button(QStringLiteral("From step 10 of 20: leave"))->isVisible());
        studio.edit(QStringLiteral("make it summer"));
        const auto job = studio.script->seenJob();
        QCOMPARE(std::get<Instruct>(job->recipe).fromStep, 10);
        QCOMPARE(job->from->next, std::int64_t(10));
        QCOMPARE(int(job->input->row8(0)[0]), 200);
        QCOMPARE(studio.node().steps->size(), std::size_t(20));
        QCOMPARE(studio.node().recipes.size(), std::size_t(2));
        QCOMPARE(wordsOf(studio.node().recipes.back()), QStringLiteral("make it summer"));
        // the branch is over: the next instruction edits the result
        studio.edit(QStringLiteral("add rain"));
        QCOMPARE(studio.instruct().fromStep, 0);
        QCOMPARE(int(studio.script->seenJob()->input->row8(0)[0]), 55);
    }

    void aStepThatABranchTookOverBelongsToTheRunBefore()
    {
        Studio studio;
        studio.open();
        studio.edit(QStringLiteral("make it winter"));
        studio.strip->setCurrent(9);
        studio.button(QStringLiteral("Branch From Here"))->click();
        studio.edit(QStringLiteral("make it summer"));
        studio.strip->setCurrent(4);
        studio.button(QStringLiteral("Keep This Step"))->click();
        QTRY_COMPARE(studio.nodes(), std::size_t(4));
        QCOMPARE(studio.instruct().instruction, std::string("make it winter"));
        QCOMPARE(studio.instruct().keepStep, 5);
        QCOMPARE(studio.node().recipes.size(), std::size_t(1));
    }

    void aBranchIsLeftWithEscape()
    {
        Studio studio;
        studio.open();
        studio.edit(QStringLiteral("make it winter"));
        studio.strip->setCurrent(9);
        studio.button(QStringLiteral("Branch From Here"))->click();
        QTest::keyClick(&studio.window, Qt::Key_Escape); // the step
        QTest::keyClick(&studio.window, Qt::Key_Escape); // the branch
        studio.edit(QStringLiteral("make it summer"));
        QCOMPARE(studio.instruct().fromStep, 0);
    }

    void stopKeepsTheLatestStepAndGoesOnWhenAsked()
    {
        Studio studio;
        studio.script->endless = true; // hangs in the last step
        studio.open();
        studio.type(QStringLiteral("make it winter"));
        studio.pressEnter();
        QTRY_COMPARE(studio.strip->steps().size(), std::size_t(19));
        QTest::keyClick(&studio.window, Qt::Key_Escape);
        QTRY_COMPARE(studio.nodes(), std::size_t(2));
        QCOMPARE(studio.instruct().keepStep, 19);
        QCOMPARE(studio.instruct().fromStep, 0);
        QTRY_VERIFY(studio.window.messages().sentence().contains(QLatin1String("step 19 of 20")));
        studio.script->endless = false;
        studio.button(QStringLiteral("Go On"))->click();
        QTRY_COMPARE(studio.nodes(), std::size_t(3));
        QCOMPARE(std::get<Instruct>(studio.script->seenJob()->recipe).fromStep, 19);
        QCOMPARE(studio.instruct().keepStep, 0);
        QCOMPARE(studio.instruct().fromStep, 0);
        QCOMPARE(studio.node().steps->size(), std::size_t(20));
        QCOMPARE(studio.red(), 55);
    }

    void tryAgainTakesTheSamePhotoAndAnotherSeed()
    {
        Studio studio;
        studio.open();
        studio.edit(QStringLiteral("make it winter"));
        const Instruct before = studio.instruct();
        studio.button(QStringLiteral("Try Again"), studio.bar)->click();
        QTRY_COMPARE(studio.nodes(), std::size_t(3));
        QVERIFY(studio.instruct().seed != before.seed);
        QCOMPARE(studio.instruct().instruction, before.instruction);
        QCOMPARE(int(studio.script->seenJob()->input->row8(0)[0]), 200);
    }

    void strongerMovesBothGuidancesAndKeepsTheSeed()
    {
        Studio studio;
        studio.open();
        studio.edit(QStringLiteral("make it winter"));
        const Instruct before = studio.instruct();
        studio.button(QStringLiteral("Stronger"))->click();
        QTRY_COMPARE(studio.nodes(), std::size_t(3));
        QCOMPARE(studio.instruct().seed, before.seed);
        QCOMPARE(studio.instruct().textGuidance, 8.5);
        QCOMPARE(studio.instruct().imageGuidance, 1.35);
        QCOMPARE(std::get<Instruct>(studio.panel->recipe()).textGuidance, 8.5);
    }

    void variantsAreChosenFromAGrid()
    {
        Studio studio;
        studio.open();
        studio.panel->setVariants(4);
        studio.type(QStringLiteral("make it winter"));
        studio.pressEnter();
        Easel& easel = studio.window.currentTab()->easel();
        QTRY_VERIFY(!studio.window.isRunning());
        QVERIFY(easel.showsGrid());
        QCOMPARE(easel.grid().count(), 4);
        QCOMPARE(studio.nodes(), std::size_t(1));
        const std::uint64_t seed = diffusionOf(studio.script->seenJob()->recipe)->seed;
        studio.button(QStringLiteral("Seed %1").arg(seed + 2))->click();
        QVERIFY(!easel.showsGrid());
        QTRY_COMPARE(studio.nodes(), std::size_t(2));
        QCOMPARE(studio.instruct().seed, seed + 2);
        QCOMPARE(studio.node().steps->size(), std::size_t(20));
        QCOMPARE(studio.node().steps->back().variant, 2);
    }

    void allVariantsCanBeKeptOrNone()
    {
        Studio studio;
        studio.open();
        studio.panel->setVariants(4);
        studio.type(QStringLiteral("make it winter"));
        studio.pressEnter();
        QTRY_VERIFY(!studio.window.isRunning());
        QTest::keyClick(&studio.window, Qt::Key_Escape);
        QVERIFY(!studio.window.currentTab()->easel().showsGrid());
        QCOMPARE(studio.nodes(), std::size_t(1));
        studio.pressEnter();
        QTRY_VERIFY(!studio.window.isRunning());
        studio.button(QStringLiteral("Keep All"), studio.window.currentTab())->click();
        QTRY_COMPARE(studio.nodes(), std::size_t(5));
    }

    void aStoppedRunOffersEveryVariantThatBegan_data()
    {
        QTest::addColumn<bool>("oneByOne");
        QTest::addColumn<int>("waitsAfter");
        QTest::addColumn<QList<int>>("begun"); // steps of each variant that began
        QTest::newRow("one after the other") << true << 47 << QList<int>{20, 20, 7};
        QTest::newRow("side by side") << false << 28 << QList<int>{7, 7, 7, 7};
    }
    void aStoppedRunOffersEveryVariantThatBegan()
    {
        QFETCH(bool, oneByOne);
        QFETCH(int, waitsAfter);
        QFETCH(QList<int>, begun);
        Studio studio;
        studio.open();
        const std::uint64_t seed = stopFourVariants(studio, oneByOne, waitsAfter);
        Easel& easel = studio.window.currentTab()->easel();
        QVERIFY(easel.showsGrid());
        QCOMPARE(easel.grid().count(), int(begun.size()));
        QCOMPARE(studio.nodes(), std::size_t(1));
        studio.button(nameOf(seed + 2, begun[2]))->click();
        QTRY_COMPARE(studio.nodes(), std::size_t(2));
        QVERIFY(!easel.showsGrid());
        QCOMPARE(studio.instruct().seed, seed + 2);
        QCOMPARE(studio.instruct().keepStep, 7);
        QCOMPARE(studio.node().steps->size(), std::size_t(7));
        QCOMPARE(studio.red(), int(std::uint8_t(200 + (255 - 400) * 7 / 20.0)));
        QVERIFY(studio.window.messages().sentence().contains(QLatin1String("step 7 of 20")));
    }

    void allStoppedVariantsCanBeKeptAndThoseThatWereDoneAreWhole()
    {
        Studio studio;
        studio.open();
        const std::uint64_t seed = stopFourVariants(studio, true, 47);
        studio.button(QStringLiteral("Keep All"), studio.window.currentTab())->click();
        QTRY_COMPARE(studio.nodes(), std::size_t(4));
        QTRY_VERIFY(!studio.window.isRunning());
        QVERIFY(!studio.window.currentTab()->easel().showsGrid());
        QMap<std::uint64_t, int> kept;
        for (const HistoryNodePtr& node : studio.document().history().nodes())
            if (node->recipe)
                kept[diffusionOf(*node->recipe)->seed] = diffusionOf(*node->recipe)->keepStep;
        QCOMPARE(kept, (QMap<std::uint64_t, int>{{seed, 0}, {seed + 1, 0}, {seed + 2, 7}}));
        QCOMPARE(studio.instruct().seed, seed); // the first is shown
        QCOMPARE(studio.red(), 55);
        QCOMPARE(studio.node().steps->size(), std::size_t(20));
    }

    void aStoppedVariantIsKeptAtOnceWhenNoOtherBegan()
    {
        Studio studio;
        studio.open();
        const std::uint64_t seed = stopFourVariants(studio, true, 7);
        QTRY_COMPARE(studio.nodes(), std::size_t(2));
        QVERIFY(!studio.window.currentTab()->easel().showsGrid());
        QCOMPARE(studio.instruct().seed, seed);
        QCOMPARE(studio.instruct().keepStep, 7);
    }

    void aStoppedVariantOfWordsAloneOpensAsAPicture()
    {
        Studio studio;
        studio.bar->setMode(EditMode::Generate);
        const std::uint64_t seed = stopFourVariants(studio, true, 47);
        QVERIFY(studio.window.editor().isDrafting());
        studio.button(nameOf(seed + 2, 7))->click();
        QTRY_COMPARE(studio.window.photoCount(), 1);
        QVERIFY(!studio.window.editor().isDrafting());
        QCOMPARE(std::get<Generate>(*studio.node().recipe).keepStep, 7);
        QCOMPARE(std::get<Generate>(*studio.node().recipe).seed, seed + 2);
    }

    void whatCouldNotBeKeptIsStillThereToChoose()
    {
        Studio studio;
        studio.open();
        const std::uint64_t seed = stopFourVariants(studio, true, 47);
        Easel& easel = studio.window.currentTab()->easel();
        studio.script->failWith(Error(ErrorCode::OutOfMemory, "Not enough memory."));
        studio.button(nameOf(seed + 1, 20))->click();
        QTRY_COMPARE(studio.window.messages().sentence(), QStringLiteral("Not enough memory."));
        QVERIFY(easel.showsGrid());
        QCOMPARE(studio.nodes(), std::size_t(1));
        studio.button(nameOf(seed + 1, 20))->click();
        QTRY_COMPARE(studio.nodes(), std::size_t(2));
        QVERIFY(!easel.showsGrid());
        QCOMPARE(studio.instruct().seed, seed + 1);
    }

    void variantsThatWereDoneBeforeAFaultCanBeChosen()
    {
        Studio studio;
        studio.open();
        studio.script->oneByOne = true;
        studio.script->waitsAfter = 47;
        studio.panel->setVariants(4);
        studio.type(QStringLiteral("make it winter"));
        studio.pressEnter();
        QTRY_COMPARE(studio.script->shown.load(), 47);
        const std::uint64_t seed = diffusionOf(studio.script->seenJob()->recipe)->seed;
        studio.script->failWith(Error(ErrorCode::NonFinite, "These are not numbers."));
        QTRY_COMPARE(studio.window.messages().sentence(), QStringLiteral("These are not numbers."));
        studio.script->waitsAfter = -1;
        Easel& easel = studio.window.currentTab()->easel();
        QVERIFY(easel.showsGrid());
        QCOMPARE(easel.grid().count(), 2);
        studio.button(nameOf(seed + 1, 20))->click();
        QTRY_COMPARE(studio.nodes(), std::size_t(2));
        QCOMPARE(studio.instruct().seed, seed + 1);
        QCOMPARE(studio.instruct().keepStep, 0);
    }

    void draftsOfThePadTakeThePlaceOfAChoice()
    {
        Studio studio;
        studio.open();
        studio.panel->setVariants(4);
        studio.type(QStringLiteral("make it winter"));
        studio.pressEnter();
        QTRY_VERIFY(!studio.window.isRunning());
        studio.panel->setVariants(1);
        studio.window.actions().pad->trigger();
        QCOMPARE(studio.window.currentTab()->easel().grid().count(), 9);
        QTRY_VERIFY(!studio.window.isRunning());
        studio.button(QStringLiteral("Follow 7.5 · Close 1.5"))->click();
        QTRY_COMPARE(studio.nodes(), std::size_t(2));
        QTRY_VERIFY(!studio.window.isRunning());
        QTRY_VERIFY(!studio.document().isBusy());
        QCOMPARE(studio.nodes(), std::size_t(2));
    }

    void theGuidancePadDraftsNineAndRunsTheChosenOne()
    {
        Studio studio;
        studio.open();
        studio.type(QStringLiteral("make it winter"));
        studio.window.actions().pad->trigger();
        QTRY_COMPARE(studio.script->ended.load(), 9);
        QTRY_VERIFY(!studio.window.isRunning());
        studio.button(QStringLiteral("Follow 9.0 · Close 1.2"))->click();
        QTRY_COMPARE(studio.nodes(), std::size_t(2));
        QCOMPARE(studio.instruct().textGuidance, 9.0);
        QCOMPARE(studio.instruct().imageGuidance, 1.2);
        QCOMPARE(studio.instruct().steps, 20);
    }

    void theGuidancePadBeginsInTheMiddle()
    {
        Studio studio;
        studio.script->endless = true;
        studio.open();
        studio.type(QStringLiteral("make it winter"));
        studio.window.actions().pad->trigger();
        QTRY_COMPARE(studio.script->runs.load(), 1);
        const Instruct first = std::get<Instruct>(studio.script->seenJob()->recipe);
        QCOMPARE(first.textGuidance, 7.5);
        QCOMPARE(first.imageGuidance, 1.5);
        QCOMPARE(first.steps, 8);
        QTest::keyClick(&studio.window, Qt::Key_Escape); // stops
        QTRY_VERIFY(!studio.window.isRunning());
        QTest::keyClick(&studio.window, Qt::Key_Escape); // leaves
        QVERIFY(!studio.window.currentTab()->easel().showsGrid());
    }
};

QTEST_MAIN(StepsTest)
#include "tst_steps.moc"
