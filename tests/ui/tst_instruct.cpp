// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/studio.h"

#include <QInputMethodEvent>
#include <QMenuBar>
#include <QSlider>
#include <QSpinBox>
#include <QTabWidget>

using namespace enogu;

namespace {

/// A stroke with the left button; points count from the middle.
void drag(Canvas& canvas, QPoint from, QPoint to)
{
    const QPoint middle = canvas.rect().center();
    QTest::mousePress(&canvas, Qt::LeftButton, {}, middle + from);
    QTest::mouseMove(&canvas, middle + to);
    QTest::mouseRelease(&canvas, Qt::LeftButton, {}, middle + to);
}

/// How many pixels of the picture are marked.
int marked(const Canvas& canvas)
{
    int sum = 0;
    for (int y = 0; y < canvas.area().size().height(); ++y)
        for (int x = 0; x < canvas.area().size().width(); ++x)
            sum += canvas.area().isMarked(x, y);
    return sum;
}

/// What each letter pressed with Alt stands for, of the menu bar and all that can be seen.
QMap<QString, QStringList> lettersOf(QMainWindow& window)
{
    QMap<QString, QStringList> letters;
    const auto add = [&](const QString& text) {
        if (const QKeySequence keys = QKeySequence::mnemonic(text); !keys.isEmpty())
            letters[keys.toString()] += text;
    };
    for (const QAction* action : window.menuBar()->actions())
        add(action->text());
    for (const auto* label : window.findChildren<QLabel*>())
        if (label->isVisible() && label->buddy())
            add(label->text());
    for (const auto* button : window.findChildren<QAbstractButton*>())
        if (button->isVisible())
            add(button->text());
    return letters;
}

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

    void slidersFollowWhatTheModelAdvisesUntilTheyAreMoved()
    {
        Studio studio;
        auto* follow = studio.button<QSlider>(QStringLiteral("Follow the instruction"));
        studio.script->advise({.textGuidance = 2, .imageGuidance = 1.25});
        studio.open();
        studio.type(QStringLiteral("make it winter"));
        QTRY_COMPARE(follow->value(), 20);
        studio.pressEnter();
        QTRY_COMPARE(studio.nodes(), std::size_t(2));
        QCOMPARE(studio.instruct().textGuidance, 2.0);
        QCOMPARE(studio.instruct().imageGuidance, 1.25);
        follow->setValue(30);
        studio.script->advise({});
        studio.type(QStringLiteral("make it night"));
        QTRY_COMPARE(std::get<Instruct>(studio.panel->recipe()).imageGuidance, kOwnGuidance);
        studio.pressEnter();
        QTRY_COMPARE(studio.nodes(), std::size_t(3));
        QCOMPARE(studio.instruct().textGuidance, 3.0);
        QCOMPARE(studio.instruct().imageGuidance, 1.5);
    }

    void aRunBeforeAnyPlanTakesTheModelsOwnGuidance()
    {
        Studio studio;
        studio.script->advise({.textGuidance = 2});
        studio.open();
        studio.edit(QStringLiteral("make it winter"));
        QCOMPARE(std::get<Instruct>(studio.script->seenJob()->recipe).textGuidance, kOwnGuidance);
        QCOMPARE(studio.instruct().textGuidance, 2.0);
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

    void aNumberThatWasTypedAndNotConfirmedCounts()
    {
        Studio studio;
        studio.open();
        auto* steps = studio.button<QSpinBox>(QStringLiteral("Steps"));
        steps->selectAll();
        QTest::keyClicks(steps, QStringLiteral("30"));
        QCOMPARE(steps->value(), 20);
        studio.edit(QStringLiteral("make it winter"));
        QCOMPARE(studio.instruct().steps, 30);
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

    void onlyTheMarkedAreaMayChange()
    {
        Studio studio;
        studio.open();
        Canvas& canvas = studio.window.currentTab()->canvas();
        QTRY_VERIFY(!canvas.isPreparing());
        studio.button(QStringLiteral("Mark a Rectangle"))->click();
        drag(canvas, QPoint(-10, -10), QPoint(10, 10));
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

    void strokesAreTakenBackBeforeEdits_data()
    {
        QTest::addColumn<QString>("tool");
        QTest::newRow("brush") << QStringLiteral("Brush");
        QTest::newRow("rectangle") << QStringLiteral("Mark a Rectangle");
    }
    void strokesAreTakenBackBeforeEdits()
    {
        QFETCH(QString, tool);
        Studio studio;
        studio.open();
        studio.edit(QStringLiteral("make it winter"));
        Canvas& canvas = studio.window.currentTab()->canvas();
        QTRY_VERIFY(!canvas.isPreparing());
        studio.button(tool)->click();
        drag(canvas, QPoint(0, 0), QPoint(20, 20));
        const int first = marked(canvas);
        drag(canvas, QPoint(-60, -40), QPoint(60, 40));
        const int second = marked(canvas);
        QVERIFY(first > 0 && second > 0 && first != second);
        const Actions& actions = studio.window.actions();
        const auto does = [&](QAction* action, int marks, int red) {
            action->trigger();
            QCOMPARE(marked(canvas), marks);
            QCOMPARE(studio.red(), red);
        };
        does(actions.undo, first, 55);
        does(actions.undo, 0, 55);
        does(actions.undo, 0, 200);
        QVERIFY(!actions.undo->isEnabled());
        does(actions.redo, first, 200);
        does(actions.redo, second, 200);
        does(actions.redo, second, 55);
        // without a tool marks stay
        studio.button(QStringLiteral("Move the Picture"))->click();
        does(actions.undo, second, 200);
        QVERIFY(!actions.undo->isEnabled());
        studio.button(tool)->click();
        QVERIFY(actions.undo->isEnabled());
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
        QVERIFY(!studio.button(QStringLiteral("Keep Only What Changed…"), studio.bar)->isVisible());
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

    void noLetterIsTakenTwice_data()
    {
        QTest::addColumn<int>("panel");
        QTest::addColumn<int>("mode");
        QTest::newRow("edit") << 0 << int(EditMode::Edit);
        QTest::newRow("generate") << 0 << int(EditMode::Generate);
        QTest::newRow("anime") << 1 << int(EditMode::Edit);
    }
    void noLetterIsTakenTwice()
    {
        QFETCH(int, panel);
        QFETCH(int, mode);
        Studio studio;
        studio.open();
        studio.edit(QStringLiteral("make it winter"));
        studio.bar->setMode(EditMode(mode));
        studio.button(QStringLiteral("More Options"))->click();
        for (auto* tabs : studio.window.findChildren<QTabWidget*>())
            if (tabs->isAncestorOf(studio.panel))
                tabs->setCurrentIndex(panel);
        for (const auto& [letter, names] : lettersOf(studio.window).asKeyValueRange())
            QVERIFY2(names.size() == 1, qPrintable(letter + names.join(QLatin1String(", "))));
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
