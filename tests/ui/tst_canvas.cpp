// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/canvas.h"
#include "ui/document/qtimage.h"

#include <QAccessible>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>
#include <QWheelEvent>

#include <algorithm>

using namespace enogu;
using namespace Qt::StringLiterals;

namespace {

Image filled(int width, int height, QColor colour)
{
    QImage image(width, height,
                 colour.alpha() < 255 ? QImage::Format_RGBA8888 : QImage::Format_RGB888);
    image.fill(colour);
    return imageFromQt(image);
}

/// Red left half, blue right half.
Image halves(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB888);
    image.fill(Qt::red);
    QPainter(&image).fillRect(width / 2, 0, width - width / 2, height, Qt::blue);
    return imageFromQt(image);
}

void show(Canvas& canvas, const Image& image)
{
    canvas.resize(400, 300);
    canvas.show();
    QVERIFY(QTest::qWaitForWindowExposed(&canvas));
    canvas.setPicture(image);
    QTRY_VERIFY(!canvas.isPreparing());
}

void wheel(Canvas& canvas, QPointF at, int eighths, Qt::KeyboardModifiers keys = Qt::NoModifier)
{
    QWheelEvent event(at, canvas.mapToGlobal(at), {}, QPoint(0, eighths), Qt::NoButton, keys,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&canvas, &event);
}

QColor at(Canvas& canvas, int x, int y)
{
    return canvas.grab().toImage().pixelColor(x, y);
}

} // namespace

class CanvasTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyTheVisiblePartOfAHundredMegapixelsIsRead_data()
    {
        QTest::addColumn<double>("zoom");
        for (double zoom : {0.0, 0.06, 0.3, 1.0, 3.0, 64.0}) // 0: fit
            QTest::addRow("%g", zoom) << zoom;
    }

    void onlyTheVisiblePartOfAHundredMegapixelsIsRead()
    {
        QFETCH(double, zoom);
        static const Image huge = filled(10000, 10000, Qt::darkGreen);
        Canvas canvas;
        show(canvas, huge);
        if (zoom > 0)
            canvas.setZoom(zoom);
        QCOMPARE(at(canvas, 200, 150), QColor(Qt::darkGreen));
        QVERIFY(canvas.pixelsRead() > 0);
        QVERIFY2(canvas.pixelsRead() < std::size_t(4 * 404 * 304),
                 qPrintable(QString::number(canvas.pixelsRead())));
    }

    void everyFrameOfPanningAHundredMegapixelsReadsLittle()
    {
        Canvas canvas;
        show(canvas, halves(12000, 8400));
        canvas.resize(1600, 900);
        QImage screen(canvas.size(), QImage::Format_RGB32);
        std::size_t most = 0;
        const auto frame = [&] {
            canvas.render(&screen);
            most = std::max(most, canvas.pixelsRead());
        };
        QBENCHMARK
        {
            for (int i = 0; i < 40; ++i) {
                wheel(canvas, {700, 400}, i < 20 ? 120 : -120);
                frame();
                QTest::keyClick(&canvas, i % 2 ? Qt::Key_Right : Qt::Key_Down);
                frame();
            }
        }
        QVERIFY(most > 0);
        QVERIFY2(most < std::size_t(4 * 1604 * 904), qPrintable(QString::number(most)));
    }

    void theWheelZoomsAboutTheCursor()
    {
        Canvas canvas;
        show(canvas, halves(4000, 3000));
        QSignalSpy zoomed(&canvas, &Canvas::zoomChanged);
        const QPointF point(130, 210);
        const QPointF before = canvas.view().imageFromPane(point);
        wheel(canvas, point, 480);
        QVERIFY(canvas.zoom() > 0.2);
        QCOMPARE(zoomed.last()[0].toDouble(), canvas.zoom());
        QVERIFY((canvas.view().paneFromImage(before) - point).manhattanLength() <= 1.01);
    }

    void thePlainWheelScrollsWhenThatIsSetAndCtrlStillZooms()
    {
        Canvas canvas;
        show(canvas, halves(4000, 3000));
        canvas.actualSize();
        canvas.setWheelZooms(false);
        const QPointF centre = canvas.view().centre;
        wheel(canvas, {200, 150}, -120);
        QCOMPARE(canvas.zoom(), 1.0);
        QVERIFY(canvas.view().centre.y() > centre.y());
        wheel(canvas, {200, 150}, 120, Qt::ControlModifier);
        QVERIFY(canvas.zoom() > 1.0);
    }

    void theFittedPictureStaysFittedWhenTheCanvasGrows()
    {
        Canvas canvas;
        show(canvas, halves(4000, 3000));
        QCOMPARE(canvas.zoom(), 0.1);
        canvas.resize(800, 600);
        QCOMPARE(canvas.zoom(), 0.2);
    }

    void theKeysDoWhatTheySay()
    {
        Canvas canvas;
        show(canvas, halves(4000, 3000));
        QTest::keyClick(&canvas, Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(canvas.zoom(), 1.0);
        QTest::keyClick(&canvas, Qt::Key_Plus, Qt::ControlModifier);
        QCOMPARE(canvas.zoom(), 1.25);
        const QPointF centre = canvas.view().centre;
        QTest::keyClick(&canvas, Qt::Key_Right);
        QVERIFY(canvas.view().centre.x() > centre.x());
        QTest::keyClick(&canvas, Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(canvas.zoom(), 0.1);
        QTest::keyClick(&canvas, Qt::Key_F);
        QCOMPARE(canvas.zoom(), 1.0);
        QTest::keyClick(&canvas, Qt::Key_3);
        QCOMPARE(canvas.zoom(), 0.1);
    }

    void doubleClickGoesToOneHundredPercentAndBack()
    {
        Canvas canvas;
        show(canvas, halves(4000, 3000));
        QTest::mouseDClick(&canvas, Qt::LeftButton, {}, {100, 100});
        QCOMPARE(canvas.zoom(), 1.0);
        QTest::mouseDClick(&canvas, Qt::LeftButton, {}, {100, 100});
        QCOMPARE(canvas.zoom(), 0.1);
    }

    void draggingMovesThePicture_data()
    {
        QTest::addColumn<Qt::MouseButton>("button");
        QTest::newRow("middle") << Qt::MiddleButton;
        QTest::newRow("left with space") << Qt::LeftButton;
    }

    void draggingMovesThePicture()
    {
        QFETCH(Qt::MouseButton, button);
        Canvas canvas;
        show(canvas, halves(4000, 3000));
        canvas.actualSize();
        const QPointF centre = canvas.view().centre;
        if (button == Qt::LeftButton)
            QTest::keyPress(&canvas, Qt::Key_Space);
        QTest::mousePress(&canvas, button, {}, {200, 150});
        QTest::mouseMove(&canvas, {170, 140});
        QTest::mouseRelease(&canvas, button, {}, {170, 140});
        QCOMPARE(canvas.view().centre, centre + QPointF(30, 10));
    }

    void theOriginalShowsWhileTheKeyIsHeld_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::newRow("backslash") << Qt::Key_Backslash;
        QTest::newRow("O") << Qt::Key_O;
    }

    void theOriginalShowsWhileTheKeyIsHeld()
    {
        QFETCH(Qt::Key, key);
        Canvas canvas;
        show(canvas, filled(100, 100, Qt::green));
        canvas.setOriginal(filled(100, 100, Qt::red));
        QTRY_VERIFY(!canvas.isPreparing());
        QCOMPARE(at(canvas, 200, 150), QColor(Qt::green));
        QTest::keyPress(&canvas, key);
        QCOMPARE(at(canvas, 200, 150), QColor(Qt::red));
        QTest::keyRelease(&canvas, key);
        QCOMPARE(at(canvas, 200, 150), QColor(Qt::green));
    }

    void losingTheFocusShowsTheResultAgain()
    {
        Canvas canvas;
        show(canvas, filled(100, 100, Qt::green));
        QTest::keyPress(&canvas, Qt::Key_Backslash);
        QVERIFY(canvas.isShowingOriginal());
        QFocusEvent out(QEvent::FocusOut, Qt::ActiveWindowFocusReason);
        QCoreApplication::sendEvent(&canvas, &out);
        QVERIFY(!canvas.isShowingOriginal());
    }

    void cCyclesThroughTheComparisons()
    {
        Canvas canvas;
        show(canvas, filled(100, 100, Qt::green));
        for (CompareMode mode : {CompareMode::Split, CompareMode::SideBySide, CompareMode::Off}) {
            QTest::keyClick(&canvas, Qt::Key_C);
            QCOMPARE(canvas.compare().mode(), mode);
        }
    }

    void theSplitLineFollowsTheMouse()
    {
        Canvas canvas;
        show(canvas, filled(300, 300, Qt::green));
        canvas.setOriginal(filled(300, 300, Qt::red));
        QTRY_VERIFY(!canvas.isPreparing());
        canvas.setCompareMode(CompareMode::Split);
        QCOMPARE(at(canvas, 150, 150), QColor(Qt::red));
        QCOMPARE(at(canvas, 250, 150), QColor(Qt::green));
        QTest::mousePress(&canvas, Qt::LeftButton, {}, {203, 100});
        QTest::mouseMove(&canvas, {100, 100});
        QTest::mouseRelease(&canvas, Qt::LeftButton, {}, {100, 100});
        QCOMPARE(canvas.compare().position(), 0.25);
        QCOMPARE(at(canvas, 150, 150), QColor(Qt::green));
        QTest::mouseMove(&canvas, {300, 100});
        QCOMPARE(canvas.compare().position(), 0.25);
    }

    void theSplitLineMovesByKeys()
    {
        Canvas canvas;
        show(canvas, filled(300, 300, Qt::green));
        canvas.setCompareMode(CompareMode::Split);
        QTest::keyClick(&canvas, Qt::Key_Right, Qt::ShiftModifier);
        QVERIFY(canvas.compare().position() > 0.5);
    }

    void sideBySideShowsTheSamePartTwice()
    {
        Canvas canvas;
        show(canvas, halves(100, 100));
        canvas.setOriginal(halves(100, 100));
        QTRY_VERIFY(!canvas.isPreparing());
        canvas.setCompareMode(CompareMode::SideBySide);
        for (int left : {0, 201}) {
            QCOMPARE(at(canvas, left + 90, 150), QColor(Qt::red));
            QCOMPARE(at(canvas, left + 110, 150), QColor(Qt::blue));
        }
    }

    void aPreviewCoversThePictureUntilTheNextOne()
    {
        Canvas canvas;
        show(canvas, filled(300, 200, Qt::green));
        canvas.setPreview(filled(30, 20, Qt::yellow));
        QTRY_VERIFY(!canvas.isPreparing());
        QCOMPARE(at(canvas, 60, 60), QColor(Qt::yellow));
        QCOMPARE(at(canvas, 340, 240), QColor(Qt::yellow));
        canvas.setPicture(filled(300, 200, Qt::blue));
        QTRY_VERIFY(!canvas.isPreparing());
        QCOMPARE(at(canvas, 200, 150), QColor(Qt::blue));
    }

    void atOneHundredPercentThePixelsAreThePictures()
    {
        Canvas canvas;
        QImage noise(301, 201, QImage::Format_RGB888);
        for (int y = 0; y < 201; ++y)
            for (int x = 0; x < 301; ++x)
                noise.setPixelColor(x, y, QColor(x * 37 % 256, y * 91 % 256, (x ^ y) & 255));
        show(canvas, imageFromQt(noise));
        QCOMPARE(canvas.zoom(), 1.0);
        const QPoint corner = canvas.view().origin().toPoint();
        const QImage grabbed = canvas.grab().toImage().copy(QRect(corner, noise.size()));
        QCOMPARE(grabbed.convertToFormat(QImage::Format_RGB888), noise);
    }

    void transparencyShowsChecks()
    {
        Canvas canvas;
        show(canvas, filled(200, 200, QColor(0, 0, 0, 0)));
        const QImage shot = canvas.grab().toImage();
        QSet<QRgb> colours;
        for (int x = 150; x < 190; ++x)
            colours.insert(shot.pixel(x, 150));
        QCOMPARE(colours.size(), 2);
    }

    void aDroppedFileIsAnnounced()
    {
        Canvas canvas;
        QSignalSpy dropped(&canvas, &Canvas::filesDropped);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(u"/tmp/a b.jpg"_s), QUrl(u"https://x.org/b.jpg"_s)});
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&canvas, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&canvas, &drop);
        QCOMPARE(dropped.value(0).value(0).toStringList(), QStringList{u"/tmp/a b.jpg"_s});
    }

    void assistiveToolsLearnNameSizeAndZoom()
    {
        Canvas canvas;
        show(canvas, filled(400, 300, Qt::green));
        canvas.setPictureName(u"cat.jpg"_s);
        QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(&canvas);
        QVERIFY(spoken);
        QCOMPARE(spoken->role(), QAccessible::Graphic);
        QVERIFY(!spoken->text(QAccessible::Name).isEmpty());
        const QString text = spoken->text(QAccessible::Description);
        QVERIFY2(text.contains(u"cat.jpg"_s) && text.contains(u"400 × 300"_s) &&
                     text.contains(u"100 %"_s),
                 qPrintable(text));
        QCOMPARE(canvas.focusPolicy(), Qt::StrongFocus);
    }
};

QTEST_MAIN(CanvasTest)
#include "tst_canvas.moc"
