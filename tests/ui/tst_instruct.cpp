// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/desk.h"
#include "ui/edit/editor.h"
#include "ui/panels/instructionbar.h"
#include "ui/panels/instructionfield.h"
#include "ui/panels/instructpanel.h"
#include "ui/panels/modelchooser.h"
#include "ui/panels/stepstrip.h"

#include <QComboBox>
#include <QInputMethodEvent>
#include <QPushButton>
#include <QSlider>
#include <QStandardPaths>
#include <QToolButton>

using namespace enogu;

namespace {

/// The window as somebody uses it who edits by instruction.
struct Studio : Desk
{
    InstructionBar* bar = window.findChild<InstructionBar*>();
    StepStrip* strip = window.findChild<StepStrip*>();
    InstructPanel* panel = window.findChild<InstructPanel*>();

    Studio() { script->blockMicroseconds = 100; }

    template <typename Button = QAbstractButton>
    Button* button(const QString& name, QWidget* within = nullptr)
    {
        for (auto* found : (within ? within : &window)->findChildren<Button*>())
            if (found->accessibleName() == name)
                return found;
        return nullptr;
    }
    void type(const QString& text)
    {
        bar->field().setFocus();
        bar->field().selectAll();
        QTest::keyClicks(&bar->field(), text);
    }
    void pressEnter() { QTest::keyClick(&bar->field(), Qt::Key_Return); }
    std::size_t nodes() { return document().history().nodes().size(); }
    const HistoryNode& node() { return document().history().current(); }
    Instruct instruct() { return std::get<Instruct>(node().recipe.value()); }
    /// Types, runs, and waits for the result.
    void edit(const QString& text)
    {
        const std::size_t before = nodes();
        type(text);
        pressEnter();
        QTRY_COMPARE(nodes(), before + 1);
        QTRY_VERIFY(!document().isBusy());
    }
};

} // namespace

class InstructTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void withoutAPhotoAnEditSaysWhatIsMissing()
    {
        Studio studio;
        studio.type(QStringLiteral("make it winter"));
        auto* run = studio.button<QPushButton>(QStringLiteral("Run"));
        QVERIFY(!run->isEnabled());
        QCOMPARE(run->toolTip(), QStringLiteral("Open a photo first"));
        studio.open();
        QVERIFY(run->isEnabled());
    }

    void anInstructionThatIsTypedRunsOnEnterAndMakesANode()
    {
        Studio studio;
        studio.open();
        studio.edit(QStringLiteral("make it winter"));
        QCOMPARE(studio.instruct().instruction, std::string("make it winter"));
        QCOMPARE(studio.instruct().textGuidance, 7.5);
        QCOMPARE(studio.instruct().imageGuidance, 1.5);
        QCOMPARE(studio.instruct().steps, 20);
        QCOMPARE(studio.red(), 55);
        QVERIFY(studio.node().steps);
        QCOMPARE(studio.node().steps->size(), std::size_t(20));
        QVERIFY(studio.strip->isVisible());
        QCOMPARE(studio.bar->field().textCursor().selectedText(), QStringLiteral("make it winter"));
        studio.window.actions().undo->trigger();
        QCOMPARE(studio.red(), 200);
        QVERIFY(!studio.strip->isVisible());
    }

    void enterDoesNotRunWhileAnInputMethodComposes()
    {
        Studio studio;
        studio.open();
        InstructionField& field = studio.bar->field();
        QInputMethodEvent composing(QStringLiteral("ふゆ"), {});
        QApplication::sendEvent(&field, &composing);
        studio.pressEnter();
        QVERIFY(!studio.window.isRunning());
        QInputMethodEvent done;
        done.setCommitString(QStringLiteral("冬"));
        QApplication::sendEvent(&field, &done);
        studio.pressEnter();
        QVERIFY(studio.window.isRunning());
        QTRY_VERIFY(studio.hasResult());
        QCOMPARE(studio.instruct().instruction, std::string("冬"));
    }

    void earlierInstructionsComeBackWithAltAndTheArrows()
    {
        Studio studio;
        studio.open();
        studio.edit(QStringLiteral("first"));
        studio.edit(QStringLiteral("second"));
        InstructionField& field = studio.bar->field();
        studio.type(QStringLiteral("draft"));
        QTest::keyClick(&field, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(studio.bar->text(), QStringLiteral("second"));
        QTest::keyClick(&field, Qt::Key_Up, Qt::AltModifier);
        QTest::keyClick(&field, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(studio.bar->text(), QStringLiteral("first"));
        QTest::keyClick(&field, Qt::Key_Down, Qt::AltModifier);
        QTest::keyClick(&field, Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(studio.bar->text(), QStringLiteral("draft"));
        QCOMPARE(studio.window.memory().instructions,
                 (QStringList{QStringLiteral("second"), QStringLiteral("first")}));
    }

    void aTextThatIsTooLongIsMarkedWhereTheModelStopsReading()
    {
        Studio studio;
        studio.open();
        studio.type(QString(80, QLatin1Char('a')));
        QTRY_COMPARE(studio.bar->field().extraSelections().size(), 1);
        const QTextCursor unread = studio.bar->field().extraSelections().constFirst().cursor;
        QCOMPARE(unread.selectionStart(), 75);
        QCOMPARE(unread.selectionEnd(), 80);
        studio.type(QStringLiteral("short"));
        QTRY_VERIFY(studio.bar->field().extraSelections().isEmpty());
    }

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

    void onlyTheMarkedAreaMayChange()
    {
        Studio studio;
        studio.open();
        Canvas& canvas = studio.window.currentTab()->canvas();
        QTRY_VERIFY(!canvas.isPreparing());
        studio.button(QStringLiteral("Mark a Rectangle"))->click();
        const QPoint middle = canvas.rect().center();
        QTest::mousePress(&canvas, Qt::LeftButton, {}, middle - QPoint(10, 10));
        QTest::mouseMove(&canvas, middle + QPoint(10, 10));
        QTest::mouseRelease(&canvas, Qt::LeftButton, {}, middle + QPoint(10, 10));
        studio.edit(QStringLiteral("make it winter"));
        QVERIFY(studio.node().mask);
        QCOMPARE(studio.red(), 200);
        QCOMPARE(int(studio.document().currentImage().row8(24)[3 * 32]), 55);
        studio.button(QStringLiteral("Whole Photo"))->click();
        studio.edit(QStringLiteral("add rain"));
        QVERIFY(!studio.node().mask);
    }

    void escapeTakesBackAStrokeThatIsUnderWay()
    {
        Studio studio;
        studio.open();
        Canvas& canvas = studio.window.currentTab()->canvas();
        QTRY_VERIFY(!canvas.isPreparing());
        studio.button(QStringLiteral("Brush"))->click();
        QTest::mousePress(&canvas, Qt::LeftButton, {}, canvas.rect().center());
        QVERIFY(canvas.area().mask());
        QTest::keyClick(&canvas, Qt::Key_Escape);
        QVERIFY(!canvas.area().mask());
        QTest::mouseRelease(&canvas, Qt::LeftButton, {}, canvas.rect().center());
        QVERIFY(!canvas.area().mask());
    }

    void theForecastNamesSizeMemoryTimeAndDevice()
    {
        Studio studio;
        studio.open();
        const auto line = [&] {
            for (auto* label : studio.bar->findChildren<QLabel*>())
                if (label->text().contains(QStringLiteral("32 × 24")))
                    return label->text();
            return QString();
        };
        QTRY_VERIFY(!line().isEmpty());
        QVERIFY(line().contains(QLatin1String("GB")));
        QVERIFY(line().contains(QLatin1String("12 s")));
        QVERIFY(line().contains(QLatin1String("Fake CPU")));
    }

    void withoutAModelRunBecomesOpenAModel()
    {
        Studio studio;
        studio.script->hasModel = false;
        studio.open();
        QTRY_VERIFY(studio.button<QPushButton>(QStringLiteral("Open a Model…")));
        studio.window.openFiles({studio.folder.filePath(QStringLiteral("pix2pix.safetensors"))});
        QTRY_VERIFY(studio.window.messages().sentence().contains(QLatin1String("InstructPix2Pix")));
        QVERIFY(studio.button<QPushButton>(QStringLiteral("Run")));
        QCOMPARE(studio.window.memory().models.size(), 1);
        QCOMPARE(studio.window.memory().editModel, studio.window.memory().models.constFirst());
    }

    void aFailureKeepsTheTextAndThePicture()
    {
        Studio studio;
        studio.open();
        studio.script->failWith(Error(ErrorCode::OutOfMemory, "Not enough memory for 1024 px."));
        studio.type(QStringLiteral("make it winter"));
        studio.pressEnter();
        QTRY_COMPARE(studio.window.messages().sentence(),
                     QStringLiteral("Not enough memory for 1024 px."));
        QCOMPARE(studio.bar->text(), QStringLiteral("make it winter"));
        QCOMPARE(studio.nodes(), std::size_t(1));
        QVERIFY(!studio.window.currentTab()->canvas().hasPreview());
        for (auto* button : studio.window.messages().findChildren<QAbstractButton*>())
            if (button->text().contains(QLatin1String("Again")))
                button->click();
        QTRY_VERIFY(studio.hasResult());
    }

    void withoutMemoryASmallerSizeIsOffered()
    {
        Studio studio;
        QImage(1024, 768, QImage::Format_RGB32)
            .save(studio.folder.filePath(QStringLiteral("large.png")));
        studio.window.openFiles({studio.folder.filePath(QStringLiteral("large.png"))});
        QTRY_COMPARE(studio.window.photoCount(), 1);
        QTRY_VERIFY(studio.window.editor().forecast().plan()); // at half the size: 512
        studio.script->failWith(Error(ErrorCode::OutOfMemory, "Not enough memory."));
        studio.type(QStringLiteral("make it winter"));
        studio.pressEnter();
        QTRY_VERIFY(studio.button(QStringLiteral("Run at 384 px")));
        studio.button(QStringLiteral("Run at 384 px"))->click();
        QTRY_VERIFY(studio.hasResult());
        QCOMPARE(studio.instruct().size, 384);
    }

    void wordsAloneMakeAPictureOfItsOwn()
    {
        Studio studio;
        studio.bar->setMode(EditMode::Generate);
        studio.type(QStringLiteral("a street at night"));
        studio.pressEnter();
        QTRY_COMPARE(studio.window.photoCount(), 1);
        QCOMPARE(studio.window.currentTab()->name(), QStringLiteral("a street at night"));
        QCOMPARE(studio.document().currentImage().width(), 64);
        // it is nowhere yet, it knows its recipe, and its steps are kept
        QVERIFY(studio.window.currentTab()->isModified());
        QCOMPARE(studio.node().recipes.size(), std::size_t(1));
        QVERIFY(studio.strip->isVisible());
        studio.strip->setCurrent(4);
        studio.button(QStringLiteral("Keep This Step"))->click();
        QTRY_COMPARE(studio.nodes(), std::size_t(2));
        QCOMPARE(std::get<Generate>(*studio.node().recipe).keepStep, 5);
        QVERIFY(!studio.script->seenJob()->input.has_value());
    }

    void thePhotoCanBeTheBeginningOfAPicture()
    {
        Studio studio;
        studio.open();
        studio.bar->setMode(EditMode::Generate);
        studio.button(QStringLiteral("Begin with the photo"))->click();
        studio.type(QStringLiteral("a street at night"));
        studio.pressEnter();
        QTRY_COMPARE(studio.nodes(), std::size_t(2));
        QCOMPARE(std::get<Generate>(*studio.node().recipe).strength, 0.75);
        QVERIFY(studio.script->seenJob()->input.has_value());
    }

    void aHintSaysWhichSliderToMoveWhenAlmostEverythingChanged()
    {
        Studio studio;
        studio.open();
        studio.edit(QStringLiteral("make it winter"));
        const auto says = [&] {
            for (auto* label : studio.bar->findChildren<QLabel*>())
                if (label->isVisible() && label->text().contains(QLatin1String("everything")))
                    return true;
            return false;
        };
        QTRY_VERIFY(says());
        studio.window.actions().undo->trigger();
        QVERIFY(!says());
    }
};

QTEST_MAIN(InstructTest)
#include "tst_instruct.moc"
