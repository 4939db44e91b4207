// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/bundled.h"
#include "engine/runtime/loader.h"
#include "tests/ui/desk.h"
#include "ui/panels/instructionbar.h"
#include "ui/panels/stepstrip.h"

#include <QSlider>
#include <QStandardPaths>

using namespace enogu;

/// The whole job in the window once with the engine that people use.
class RealEngineTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void aPhotoBecomesCelAndTheSlidersStayLive()
    {
        Desk desk(loadEngine);
        const QString sample = QStringLiteral(ENOGU_SOURCE_DIR "/resources/samples/street.png");
        desk.window.openFiles({sample});
        QTRY_COMPARE(desk.window.photoCount(), 1);
        const Image photo = desk.document().currentImage();
        desk.window.actions().animeify->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!desk.window.isRunning() && !desk.document().isBusy(), 120000);
        QCOMPARE(desk.window.messages().sentence(), QString());
        QVERIFY(desk.hasResult());
        const Image cel = desk.document().currentImage();
        QCOMPARE(cel.extent(), photo.extent());
        QVERIFY(!(cel == photo));

        for (QSlider* slider : desk.window.findChildren<QSlider*>())
            if (slider->accessibleName() == QLatin1String("Line weight"))
                slider->setValue(0);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.document().isBusy(), 60000);
        QVERIFY(!(desk.document().currentImage() == cel));
        desk.window.actions().undo->trigger();
        QVERIFY(desk.document().currentImage() == cel);
        desk.window.actions().undo->trigger();
        QVERIFY(desk.document().currentImage() == photo);
    }

    void anInstructionIsFollowedAndAStepOfItKept()
    {
        if (bundledFile("playground/model_index.json").empty())
            QSKIP("The model that edits is not installed.");
        Desk desk(loadEngine);
        desk.window.openFiles({QStringLiteral(ENOGU_SOURCE_DIR "/resources/samples/street.png")});
        QTRY_COMPARE(desk.window.photoCount(), 1);
        desk.window.findChild<InstructionBar*>()->setText(QStringLiteral("make it night"));
        desk.window.actions().run->trigger();
        const auto idle = [&] { return !desk.window.isRunning() && !desk.document().isBusy(); };
        QTRY_VERIFY_WITH_TIMEOUT(desk.hasResult() && idle(), 300000);
        const HistoryNode whole = desk.document().history().current();
        QVERIFY(!(whole.image == desk.document().originalImage()));
        QCOMPARE(whole.steps->size(), std::size_t(20));

        desk.window.findChild<StepStrip*>()->setCurrent(13);
        desk.window.actions().keepStep->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(desk.document().history().nodes().size(), std::size_t(3), 300000);
        QCOMPARE(std::get<Instruct>(*desk.document().history().current().recipe).keepStep, 14);
        QVERIFY(!(desk.document().currentImage() == whole.image));
    }

    void aRunIsStopped()
    {
        Desk desk(loadEngine);
        QImage large(6000, 4000, QImage::Format_RGB32);
        large.fill(Qt::darkCyan);
        const QString path = desk.folder.filePath(QStringLiteral("large.png"));
        QVERIFY(large.save(path));
        desk.window.openFiles({path});
        QTRY_COMPARE_WITH_TIMEOUT(desk.window.photoCount(), 1, 30000);
        desk.window.actions().animeify->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(desk.says(QStringLiteral("Painting")), 60000);
        desk.window.actions().stop->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!desk.window.isRunning(), 30000);
        QVERIFY(!desk.hasResult());
    }
};

QTEST_MAIN(RealEngineTest)
#include "tst_realengine.moc"
