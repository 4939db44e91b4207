// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/desk.h"

#include <QClipboard>
#include <QDropEvent>
#include <QMimeData>
#include <QProgressBar>
#include <QSlider>
#include <QStandardPaths>

using namespace enogu;

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
        QCOMPARE(int(desk.script->seenJob()->input->row8(0)[0]), 200);
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

    void aDroppedFileThatIsNoPictureGetsASentence()
    {
        Desk desk;
        const QString path = desk.folder.filePath(QStringLiteral("song.mp3"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("ID3");
        file.close();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&desk.window, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&desk.window, &drop);
        QTRY_VERIFY(desk.window.messages().sentence().contains(QLatin1String("song.mp3")));
        QCOMPARE(desk.window.photoCount(), 0);
    }

    void pastingMakesAPhotoOrSaysThatThereIsNone()
    {
        Desk desk;
        QApplication::clipboard()->setText(QStringLiteral("words"));
        desk.window.actions().pasteNew->trigger();
        QVERIFY(desk.window.messages().sentence().contains(QLatin1String("clipboard")));
        QImage image(30, 20, QImage::Format_RGB32);
        image.fill(Qt::red);
        QApplication::clipboard()->setImage(image);
        desk.window.actions().pasteNew->trigger();
        QCOMPARE(desk.window.photoCount(), 1);
        QCOMPARE(desk.document().currentImage().width(), 30);
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
};

QTEST_MAIN(MainWindowTest)
#include "tst_mainwindow.moc"
