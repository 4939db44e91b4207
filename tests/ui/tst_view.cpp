// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/pyramid.h"
#include "ui/canvas/view.h"

#include <QTest>

using namespace enogu;

namespace {

View viewOn(QSizeF picture, QSizeF pane, double ratio = 1)
{
    View view;
    view.picture = picture;
    view.pane = pane;
    view.ratio = ratio;
    view.fit();
    return view;
}

} // namespace

class ViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theImagePointUnderTheCursorStays_data()
    {
        QTest::addColumn<QPointF>("point");
        QTest::addColumn<double>("zoom");
        QTest::addColumn<double>("ratio");
        for (double ratio : {1.0, 1.25, 2.0})
            for (double zoom : {0.5, 1.0, 7.3, 64.0})
                QTest::addRow("%g at %g", zoom, ratio) << QPointF(311, 95) << zoom << ratio;
    }

    void theImagePointUnderTheCursorStays()
    {
        QFETCH(QPointF, point);
        QFETCH(double, zoom);
        QFETCH(double, ratio);
        View view = viewOn({4000, 3000}, {400, 300}, ratio);
        const QPointF before = view.imageFromPane(point);
        view.zoomAbout(point, zoom);
        QCOMPARE(view.zoom, zoom);
        const QPointF moved = view.paneFromImage(before) - point;
        QVERIFY2(moved.manhattanLength() <= 1.01 / ratio, "more than rounding to a device pixel");
    }

    void zoomIsHeldBetweenItsLimits()
    {
        View view = viewOn({100, 100}, {400, 300});
        view.zoomAbout({0, 0}, 1e9);
        QCOMPARE(view.zoom, 64.0);
        view.zoomAbout({0, 0}, 0);
        QCOMPARE(view.zoom, 0.01);
    }

    void fitShowsTheWholePictureAndNeverEnlarges()
    {
        const View large = viewOn({4000, 1000}, {400, 300});
        QCOMPARE(large.zoom, 0.1);
        QVERIFY(QRectF(0, 0, 400, 300).contains(large.pictureInPane()));
        QCOMPARE(viewOn({50, 50}, {400, 300}).zoom, 1.0);
        QCOMPARE(viewOn({4000, 1000}, {400, 300}, 2).zoom, 0.2);
    }

    void theZoomStepsGoThroughExactlyOneHundredPercent()
    {
        View view = viewOn({4000, 3000}, {400, 300});
        for (int i = 0; i < 40 && view.zoom < 1; ++i)
            view.zoom = view.nextZoom(true);
        QCOMPARE(view.zoom, 1.0);
        QCOMPARE(view.nextZoom(false), 0.75);
        view.zoom = 64;
        QCOMPARE(view.nextZoom(true), 64.0);
    }

    void theLevelIsTheSmallestThatStillHasEnoughPixels_data()
    {
        QTest::addColumn<double>("zoom");
        QTest::addColumn<int>("level");
        QTest::newRow("enlarged") << 8.0 << 0;
        QTest::newRow("actual") << 1.0 << 0;
        QTest::newRow("just below") << 0.51 << 0;
        QTest::newRow("half") << 0.5 << 1;
        QTest::newRow("third") << 0.33 << 1;
        QTest::newRow("eighth") << 0.125 << 3;
        QTest::newRow("tiny") << 0.01 << 3;
    }

    void theLevelIsTheSmallestThatStillHasEnoughPixels()
    {
        QFETCH(double, zoom);
        QTEST(Pyramid(QImage(2048, 1001, QImage::Format_RGB888)).levelFor(zoom), "level");
    }

    void aLevelHoldsMeansAndRoundsOddSidesUp()
    {
        QImage image(601, 3, QImage::Format_RGB888);
        for (int y = 0; y < 3; ++y)
            for (int x = 0; x < 601; ++x)
                image.setPixelColor(x, y, QColor(x % 2 ? 100 : 0, y == 2 ? 80 : 40, x / 4));
        const Pyramid pyramid(image);
        QCOMPARE(pyramid.level(1).size(), QSize(301, 2));
        QCOMPARE(pyramid.level(1).pixelColor(2, 0), QColor(50, 40, 1));
        QCOMPARE(pyramid.level(1).pixelColor(300, 1), QColor(0, 80, 150));
        QCOMPARE(pyramid.level(0).constBits(), image.constBits());
    }

    void transparentPixelsDoNotDarkenALevel()
    {
        QImage image(512, 512, QImage::Format_RGBA8888);
        image.fill(QColor(255, 255, 255, 0));
        for (int y = 0; y < 512; ++y)
            for (int x = 0; x < 512; x += 2)
                image.setPixelColor(x, y, QColor(200, 100, 50, 255));
        const QColor mean = Pyramid(image).level(1).pixelColor(9, 9);
        QVERIFY(std::abs(mean.red() - 200) <= 2 && std::abs(mean.green() - 100) <= 2);
        QCOMPARE(mean.alpha(), 128);
    }
};

QTEST_GUILESS_MAIN(ViewTest)
#include "tst_view.moc"
