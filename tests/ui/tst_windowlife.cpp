// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings.h"
#include "tests/ui/desk.h"
#include "ui/dialogs/exportdialog.h"
#include "ui/panels/historypanel.h"

#include <QAbstractSpinBox>
#include <QAccessible>
#include <QDockWidget>
#include <QLineEdit>
#include <QScreen>
#include <QSettings>
#include <QSlider>
#include <QStandardPaths>
#include <QToolBar>
#include <QToolButton>

using namespace enogu;

class WindowLifeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

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
        QVERIFY(first->text(QAccessible::Name).startsWith(QLatin1String("Original")));
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
        desk.window.addInspected(model);
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
        qputenv("XDG_STATE_HOME", folder.path().toUtf8());
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

    void hiddenPanelsComeBackAfterARestart()
    {
        WindowMemory memory;
        {
            MainWindow first{Preferences{}};
            first.show();
            first.actions().hidePanels->trigger();
            memory = first.memory();
        }
        MainWindow second(Preferences{}, memory);
        second.show();
        const auto docks = second.findChildren<QDockWidget*>();
        for (const QDockWidget* dock : docks)
            QVERIFY(dock->isHidden());
        QVERIFY(second.actions().hidePanels->isChecked());
        second.actions().hidePanels->trigger();
        for (const QDockWidget* dock : docks)
            QVERIFY(!dock->isHidden());
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

QTEST_MAIN(WindowLifeTest)
#include "tst_windowlife.moc"
