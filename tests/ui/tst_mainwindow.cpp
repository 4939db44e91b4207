// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"
#include "app/settings.h"
#include "tests/support/fakeengine.h"
#include "ui/dialogs/exportdialog.h"
#include "ui/panels/editpanel.h"
#include "ui/panels/historypanel.h"
#include "ui/panels/messagebar.h"
#include "ui/panels/phototab.h"
#include "ui/plaintext.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QProgressBar>
#include <QScreen>
#include <QSettings>
#include <QSlider>
#include <QStandardPaths>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolBar>
#include <QToolButton>

using namespace enogu;

namespace {

/// The real window over a FakeEngine, with one photo on disk.
struct Desk
{
    QTemporaryDir folder;
    std::shared_ptr<FakeScript> script = std::make_shared<FakeScript>();
    MainWindow window{Preferences{}};
    EngineThread engine;

    explicit Desk(EngineThread::Factory factory = {})
        : engine(factory ? factory : [kept = script](std::string*) -> std::unique_ptr<Engine> {
              return std::make_unique<FakeEngine>(kept);
          })
    {
        connectWindow(window, engine);
        window.show();
        engine.start();
    }

    QString photo(const QString& name = QStringLiteral("photo.png"))
    {
        QImage image(64, 48, QImage::Format_RGB32);
        image.fill(QColor(200, 120, 40));
        const QString path = folder.filePath(name);
        image.save(path);
        return path;
    }

    void open()
    {
        const int before = window.photoCount();
        window.openFiles({photo(QStringLiteral("photo%1.png").arg(before))});
        QTRY_COMPARE(window.photoCount(), before + 1);
    }

    QAction* styleAction(const QString& text)
    {
        for (QAction* action : window.actions().styles->actions())
            if (plainText(action->text()) == text)
                return action;
        return nullptr;
    }

    bool says(const QString& text)
    {
        for (auto* label : window.statusBar()->findChildren<QLabel*>())
            if (label->text().contains(text))
                return true;
        return false;
    }

    Document& document() { return window.currentTab()->document(); }
    int red() { return document().currentImage().row8(0)[0]; }
    bool hasResult() { return document().history().canUndo(); }
};

/// Presses the button of the next question whose text contains `verb`; remembers the question.
void answerNextQuestion(const QString& verb, QString* asked)
{
    auto* timer = new QTimer(qApp);
    timer->setInterval(10);
    QObject::connect(timer, &QTimer::timeout, timer, [timer, verb, asked] {
        auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
        if (!box)
            return;
        timer->deleteLater();
        timer->stop();
        *asked = box->text();
        const auto buttons = box->buttons();
        for (QAbstractButton* button : buttons)
            if (button->text().contains(verb))
                button->click();
    });
    timer->start();
}

} // namespace

class MainWindowTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void withoutAPhotoOnlyOpeningIsOffered()
    {
        Desk desk;
        QVERIFY(!desk.window.actions().animeify->isEnabled());
        QVERIFY(!desk.window.actions().exportPicture->isEnabled());
        QVERIFY(!desk.window.actions().undo->isEnabled());
        QVERIFY(!desk.window.actions().stop->isEnabled());
        QVERIFY(desk.window.actions().open->isEnabled());
        QCOMPARE(desk.window.actions().animeify->toolTip(), QStringLiteral("Open a photo first"));
    }

    void animeifyMakesANodeThatUndoAndRedoWalk()
    {
        Desk desk;
        desk.open();
        QCOMPARE(desk.red(), 200);
        desk.window.actions().animeify->trigger();
        QVERIFY(desk.window.actions().stop->isEnabled());
        QVERIFY(!desk.window.actions().animeify->isEnabled());
        QVERIFY(desk.window.findChild<QProgressBar*>()->isVisible());
        QTRY_VERIFY(desk.hasResult());
        QCOMPARE(desk.red(), 55);
        QVERIFY(!desk.window.isRunning());
        QVERIFY(desk.window.isWindowModified());
        desk.window.actions().undo->trigger();
        QCOMPARE(desk.red(), 200);
        QVERIFY(desk.window.actions().redo->isEnabled());
        desk.window.actions().redo->trigger();
        QCOMPARE(desk.red(), 55);
    }

    void theJobHoldsTheSlidersAndTheDevice()
    {
        Desk desk;
        desk.open();
        for (QSlider* slider : desk.window.findChildren<QSlider*>())
            if (slider->accessibleName() == QLatin1String("Strength"))
                slider->setValue(40);
        desk.window.actions().animeify->trigger();
        QTRY_VERIFY(desk.hasResult());
        const auto job = desk.script->seenJob();
        QCOMPARE(std::get<Animeify>(job->recipe).strength, 0.4);
        QCOMPARE(std::get<Animeify>(job->recipe).style, std::string("cel"));
        QCOMPARE(job->device, std::string("auto"));
    }

    void aSecondRunStartsFromThePhotoAgain()
    {
        Desk desk;
        desk.open();
        desk.window.actions().animeify->trigger();
        QTRY_VERIFY(desk.hasResult());
        desk.window.actions().animeify->trigger();
        QTRY_COMPARE(desk.document().history().nodes().size(), std::size_t(3));
        QCOMPARE(int(desk.script->seenJob()->input.row8(0)[0]), 200);
    }

    void stopEndsARunAndLeavesThePhoto()
    {
        Desk desk;
        desk.script->endless = true;
        desk.open();
        desk.window.actions().animeify->trigger();
        QTRY_VERIFY(desk.script->reported > 0);
        desk.window.actions().stop->trigger();
        QTRY_VERIFY(!desk.window.isRunning());
        QVERIFY(!desk.hasResult());
        QVERIFY(!desk.window.actions().stop->isEnabled());
        QVERIFY(desk.window.actions().animeify->isEnabled());
    }

    void aFailureIsASentenceWithARemedy()
    {
        Desk desk;
        desk.open();
        desk.script->failWith(
            Error(ErrorCode::OutOfMemory, "Not enough memory: resize the photo."));
        desk.window.actions().animeify->trigger();
        QTRY_COMPARE(desk.window.messages().sentence(),
                     QStringLiteral("Not enough memory: resize the photo."));
        QVERIFY(!desk.hasResult());
        for (auto* button : desk.window.messages().findChildren<QAbstractButton*>())
            if (button->text().contains(QLatin1String("Again")))
                button->click();
        QTRY_VERIFY(desk.hasResult());
        QVERIFY(desk.window.messages().sentence().isEmpty());
    }

    void aMissingEngineDisablesAnimeifyAndSaysWhy()
    {
        Desk desk([](std::string* whyNot) {
            *whyNot = "libenogu_engine.so is missing.";
            return std::unique_ptr<Engine>();
        });
        desk.open();
        QTRY_VERIFY(desk.window.messages().sentence().contains(
            QLatin1String("libenogu_engine.so is missing.")));
        QVERIFY(!desk.window.actions().animeify->isEnabled());
        QCOMPARE(desk.window.actions().animeify->toolTip(),
                 QStringLiteral("libenogu_engine.so is missing."));
    }

    void aFileThatIsNoPictureGetsASentence()
    {
        Desk desk;
        const QString path = desk.folder.filePath(QStringLiteral("text.jpg"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("no picture");
        file.close();
        desk.window.openFiles({path});
        QTRY_VERIFY(desk.window.messages().sentence().contains(QLatin1String("text.jpg")));
        QCOMPARE(desk.window.photoCount(), 0);
    }

    void geometryEditsAreHistorySteps()
    {
        Desk desk;
        desk.open();
        desk.window.actions().turnRight->trigger();
        QTRY_COMPARE(desk.document().currentImage().width(), 48);
        desk.window.actions().flipAcross->trigger();
        QTRY_COMPARE(desk.document().history().nodes().size(), std::size_t(3));
        desk.window.actions().undo->trigger();
        desk.window.actions().undo->trigger();
        QCOMPARE(desk.document().currentImage().width(), 64);
    }

    void openingAPhotoTwiceShowsTheOpenOne()
    {
        Desk desk;
        desk.open();
        desk.open();
        desk.window.openFiles({desk.folder.filePath(QStringLiteral("photo0.png"))});
        QCOMPARE(desk.window.photoCount(), 2);
        QCOMPARE(desk.window.currentTab()->name(), QStringLiteral("photo0.png"));
    }

    void closingAsksOnlyWhenThereIsUnsavedWork()
    {
        Desk desk;
        desk.open();
        desk.window.actions().animeify->trigger();
        QTRY_VERIFY(desk.hasResult());
        QString asked;
        answerNextQuestion(QStringLiteral("Cancel"), &asked);
        QVERIFY(!desk.window.close());
        QVERIFY(asked.contains(QLatin1String("photo0.png")));
        answerNextQuestion(QStringLiteral("Discard"), &asked);
        QVERIFY(desk.window.close());

        Desk untouched;
        untouched.open();
        QVERIFY(untouched.window.close());
    }

    void closingDuringARunEndsIt()
    {
        Desk desk;
        desk.script->endless = true;
        desk.open();
        desk.window.actions().animeify->trigger();
        QTRY_VERIFY(desk.script->reported > 0);
        QVERIFY(desk.window.close());
        QTRY_COMPARE(desk.script->ended.load(), 1);
    }

    void exportingWhenAskedClosesThePhotoOnceItIsSaved()
    {
        Desk desk;
        desk.open();
        desk.window.actions().animeify->trigger();
        QTRY_VERIFY(desk.hasResult());
        QString asked;
        answerNextQuestion(QStringLiteral("Export"), &asked);
        const QString path = desk.folder.filePath(QStringLiteral("saved.png"));
        QTimer poll;
        connect(&poll, &QTimer::timeout, this, [&] {
            auto* dialog = qobject_cast<ExportDialog*>(QApplication::activeModalWidget());
            if (!dialog)
                return;
            poll.stop();
            QCOMPARE(desk.window.photoCount(), 1);
            dialog->findChild<QLineEdit*>()->setText(path);
            dialog->accept();
        });
        poll.start(10);
        desk.window.actions().closePhoto->trigger();
        QTRY_COMPARE(desk.window.photoCount(), 0);
        QVERIFY(QFile::exists(path));
    }

    void whatLiesBehindADialogCannotBeTriggered()
    {
        Desk desk;
        desk.open();
        const Actions& actions = desk.window.actions();
        int seen = 0;
        QPointer<QWidget> dialog;
        QTimer poll;
        connect(&poll, &QTimer::timeout, this, [&] {
            if (!QApplication::activeModalWidget())
                return;
            if (++seen == 1) {
                dialog = QApplication::activeModalWidget();
                for (QAction* action : {actions.exportPicture, actions.closePhoto, actions.quit,
                                        actions.turnLeft, actions.crop, actions.preferences})
                    action->trigger();
            } else if (seen == 5) {
                QCOMPARE(QApplication::activeModalWidget(), dialog.data());
                static_cast<QDialog*>(dialog.data())->reject();
            }
        });
        poll.start(10);
        actions.exportPicture->trigger();
        QVERIFY(!QApplication::activeModalWidget()); // answered before the dialog opens
        QTRY_COMPARE(seen, 5);
        QTRY_VERIFY(!QApplication::activeModalWidget());
        QCOMPARE(desk.window.photoCount(), 1);
        QCOMPARE(desk.document().history().nodes().size(), std::size_t(1));
        QVERIFY(desk.window.isVisible());
    }

    void theToolBarsAnimeifyIsPressedByAssistiveTools()
    {
        Desk desk;
        desk.open();
        auto* bar = desk.window.findChild<QToolBar*>();
        auto* face = QAccessible::queryAccessibleInterface(
            bar->widgetForAction(desk.window.actions().animeify));
        QCOMPARE(face->text(QAccessible::Name), QStringLiteral("Animeify"));
        face->actionInterface()->doAction(face->actionInterface()->actionNames().constFirst());
        QTRY_VERIFY(desk.hasResult());
    }

    void assistiveToolsCanChooseAStepOfTheHistory()
    {
        Desk desk;
        desk.open();
        desk.window.actions().animeify->trigger();
        QTRY_VERIFY(desk.hasResult());
        auto* list = desk.window.findChild<HistoryPanel*>();
        QAccessibleInterface* first = QAccessible::queryAccessibleInterface(list)->child(0);
        QCOMPARE(first->text(QAccessible::Name), QStringLiteral("Original"));
        first->actionInterface()->doAction(first->actionInterface()->actionNames().constFirst());
        QVERIFY(!desk.hasResult());
        QCOMPARE(desk.red(), 200);
        QTest::keyClick(list, Qt::Key_Down);
        QCOMPARE(desk.red(), 55);
    }

    void aRemovedStyleCanBeHadBack()
    {
        Desk desk;
        ModelInfo model;
        model.path = "/nowhere/hayao.pth";
        desk.window.addInspectedStyle(model);
        QCOMPARE(desk.window.memory().style, QStringLiteral("/nowhere/hayao.pth"));
        desk.styleAction(QStringLiteral("Remove hayao"))->trigger();
        QCOMPARE(desk.window.memory().style, QStringLiteral("cel"));
        QVERIFY(desk.window.memory().styles.isEmpty());
        QTRY_VERIFY(!desk.styleAction(QStringLiteral("hayao")));
        for (auto* button : desk.window.messages().findChildren<QAbstractButton*>())
            if (button->text().contains(QLatin1String("Undo")))
                button->click();
        QCOMPARE(desk.window.memory().styles, QStringList{QStringLiteral("/nowhere/hayao.pth")});
        QVERIFY(desk.styleAction(QStringLiteral("hayao"))->isChecked());
        QVERIFY(!desk.styleAction(QStringLiteral("Remove Cel")));
    }

    void theStatusNamesTheDeviceThatWillBeUsed()
    {
        Desk desk;
        QTRY_VERIFY(desk.says(QStringLiteral("Fake CPU")));
        desk.window.showDevices({{"cuda:0", "Best GPU", 0}, {"cpu", "Plain CPU", 0}});
        QVERIFY(desk.says(QStringLiteral("Best GPU")));
    }

    void aRunThatIsBeingStoppedSaysSo()
    {
        Desk desk;
        desk.script->endless = true;
        desk.script->ignoresStop = true;
        desk.open();
        desk.window.actions().animeify->trigger();
        QTRY_VERIFY(desk.script->reported > 2);
        desk.window.actions().stop->trigger();
        const int before = desk.script->reported;
        QTRY_VERIFY(desk.script->reported > before + 2);
        QVERIFY(desk.says(QStringLiteral("Stopping…")));
        desk.script->ignoresStop = false;
        QTRY_VERIFY(!desk.window.isRunning());
    }

    void escapeClosesTheMessage()
    {
        Desk desk;
        desk.window.messages().showMessage(QStringLiteral("Something."));
        QTest::keyClick(&desk.window, Qt::Key_Escape);
        QVERIFY(desk.window.messages().sentence().isEmpty());
    }

    void theFirstWindowFitsTheScreen()
    {
        Desk desk;
        QVERIFY(desk.window.screen()->availableGeometry().contains(
            QRect(QPoint(0, 0), desk.window.size())));
    }

    void aTerminatedProgramKeepsItsMemory()
    {
        QTemporaryDir folder;
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.path());
        QCoreApplication::setOrganizationName(QStringLiteral("enogu-test"));
        Desk photos;
        const QString path = photos.photo();
        {
            Application program([](std::string*) { return std::unique_ptr<Engine>(); });
            program.show({path});
            QTimer::singleShot(500, [] { QApplication::exit(0); }); // what SIGTERM does
            QApplication::exec();
        }
        QCOMPARE(readWindowMemory().recent, QStringList{path});
        QVERIFY(!readWindowMemory().geometry.isEmpty());
    }

    void panelsAreHiddenByTheirOwnNames()
    {
        Desk desk;
        QTest::qWait(0);
        QSet<QString> names;
        for (auto* dock : desk.window.findChildren<QDockWidget*>())
            for (auto* button :
                 dock->findChildren<QAbstractButton*>(QStringLiteral("qt_dockwidget_closebutton")))
                names.insert(button->accessibleName());
        QCOMPARE(names, (QSet<QString>{QStringLiteral("Hide Panel Edit"),
                                       QStringLiteral("Hide Panel History")}));
    }

    void everyControlHasAnAccessibleName()
    {
        Desk desk;
        desk.open();
        for (auto* widget : desk.window.findChildren<QWidget*>()) {
            const bool button = qobject_cast<QToolButton*>(widget) && widget->isVisible();
            const bool value = qobject_cast<QSlider*>(widget) ||
                               (qobject_cast<QAbstractSpinBox*>(widget) && widget->isVisible());
            if (button || value) {
                auto* face = QAccessible::queryAccessibleInterface(widget);
                QVERIFY2(!face->text(QAccessible::Name).isEmpty(),
                         widget->metaObject()->className());
            }
        }
    }
};

QTEST_MAIN(MainWindowTest)
#include "tst_mainwindow.moc"
