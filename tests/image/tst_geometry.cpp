// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/error.h"
#include "engine/image/geometry.h"

#include <QTest>

#include <cmath>
#include <numbers>

using namespace enogu;

namespace {

int sampleOf(const Image& image, int x, int y, int c)
{
    const auto at = std::size_t(x) * std::size_t(image.channelCount()) + std::size_t(c);
    return image.depth() == Depth::U8 ? image.row8(y)[at] : image.row16(y)[at];
}

/// value(x, y, c) in every sample.
template <typename Value>
Image madeOf(Extent extent, Channels channels, Depth depth, Value value)
{
    std::vector<std::uint8_t> bytes;
    for (int y = 0; y < extent.height; ++y) {
        for (int x = 0; x < extent.width; ++x) {
            for (int c = 0; c < int(channels); ++c) {
                const int v = value(x, y, c);
                bytes.push_back(std::uint8_t(v & 255));
                if (depth == Depth::U16)
                    bytes.push_back(std::uint8_t(v >> 8));
            }
        }
    }
    return Image(extent, channels, depth, std::move(bytes));
}

Image numbered(Extent extent, Channels channels, Depth depth)
{
    const int step = depth == Depth::U8 ? 1 : 200;
    return madeOf(extent, channels, depth,
                  [&](int x, int y, int c) { return (x * 31 + y * 7 + c * 50) % 251 * step; });
}

} // namespace

class TestGeometry : public QObject
{
    Q_OBJECT

    static void formats()
    {
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("depth");
        for (int channels : {3, 4}) {
            for (int depth : {1, 2})
                QTest::addRow("%d channels %d bytes", channels, depth) << channels << depth;
        }
    }
    static Image pictureOfRow(Extent extent)
    {
        QFETCH(int, channels);
        QFETCH(int, depth);
        return numbered(extent, Channels(channels), Depth(depth));
    }

private Q_SLOTS:
    void aCropTakesTheVerySamples_data() { formats(); }
    void aCropTakesTheVerySamples()
    {
        const Image image = pictureOfRow({13, 9});
        const Image part = cropped(image, {3, 2, {5, 4}});
        for (int c = 0; c < image.channelCount(); ++c) {
            QCOMPARE(sampleOf(part, 0, 0, c), sampleOf(image, 3, 2, c));
            QCOMPARE(sampleOf(part, 4, 3, c), sampleOf(image, 7, 5, c));
        }
    }

    void aCropOutsideIsRefused_data()
    {
        QTest::addColumn<int>("x");
        QTest::addColumn<int>("width");
        QTest::newRow("left") << -1 << 2;
        QTest::newRow("right") << 8 << 3;
        QTest::newRow("empty") << 0 << 0;
        QTest::newRow("overflow") << 5 << 2147483647;
    }
    void aCropOutsideIsRefused()
    {
        QFETCH(int, x);
        QFETCH(int, width);
        const Image image = numbered({10, 10}, Channels::Rgb, Depth::U8);
        QVERIFY_THROWS_EXCEPTION(Error, cropped(image, {x, 0, {width, 2}}));
    }

    void aTurnMovesTheCorner_data() { formats(); }
    void aTurnMovesTheCorner()
    {
        const Image image = pictureOfRow({7, 5});
        const Image right = turned(image, {1});
        QCOMPARE(right.extent(), (Extent{5, 7}));
        for (int c = 0; c < image.channelCount(); ++c) {
            QCOMPARE(sampleOf(right, 4, 0, c), sampleOf(image, 0, 0, c));
            QCOMPARE(sampleOf(right, 0, 0, c), sampleOf(image, 0, 4, c));
        }
        QVERIFY(turned(right, {3}) == image);
        QVERIFY(turned(turned(image, {2}), {2}) == image);
        QVERIFY(turned(right, {1}) == turned(image, {2}));
    }

    void aFlipIsItsOwnInverse_data() { formats(); }
    void aFlipIsItsOwnInverse()
    {
        const Image image = pictureOfRow({7, 5});
        const Image mirrored = flipped(image, {true});
        QCOMPARE(sampleOf(mirrored, 6, 1, 0), sampleOf(image, 0, 1, 0));
        QCOMPARE(sampleOf(flipped(image, {false}), 2, 4, 1), sampleOf(image, 2, 0, 1));
        QVERIFY(flipped(mirrored, {true}) == image);
        QVERIFY(flipped(flipped(image, {true}), {false}) == turned(image, {2}));
    }

    void shrinkingByTwoAveragesFourPixels()
    {
        const Image image = numbered({12, 8}, Channels::Rgb, Depth::U16);
        const Image half = resized(image, {{6, 4}});
        for (int y = 0; y < 4; ++y) {
            for (int x = 0; x < 6; ++x) {
                const double mean =
                    (sampleOf(image, 2 * x, 2 * y, 1) + sampleOf(image, 2 * x + 1, 2 * y, 1) +
                     sampleOf(image, 2 * x, 2 * y + 1, 1) +
                     sampleOf(image, 2 * x + 1, 2 * y + 1, 1)) /
                    4.0;
                QVERIFY(std::abs(mean - sampleOf(half, x, y, 1)) <= 1);
            }
        }
    }

    void aFlatColourStaysFlat_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::newRow("smaller") << 7 << 5;
        QTest::newRow("larger") << 90 << 71;
        QTest::newRow("wider and lower") << 90 << 3;
        QTest::newRow("one pixel") << 1 << 1;
    }
    void aFlatColourStaysFlat()
    {
        QFETCH(int, width);
        QFETCH(int, height);
        for (Depth depth : {Depth::U8, Depth::U16}) {
            const Image flat = madeOf({31, 17}, Channels::Rgba, depth,
                                      [](int, int, int c) { return 40 + 60 * c; });
            const Image result = resized(flat, {{width, height}});
            QCOMPARE(result.extent(), (Extent{width, height}));
            for (int c = 0; c < 4; ++c) {
                QCOMPARE(sampleOf(result, 0, 0, c), 40 + 60 * c);
                QCOMPARE(sampleOf(result, width - 1, height / 2, c), 40 + 60 * c);
            }
        }
    }

    void transparentPixelsLeaveNoFringe_data()
    {
        QTest::addColumn<int>("side");
        QTest::newRow("smaller") << 11;
        QTest::newRow("larger") << 77;
    }
    void transparentPixelsLeaveNoFringe()
    {
        QFETCH(int, side);
        const Image image = madeOf({32, 32}, Channels::Rgba, Depth::U8, [](int x, int, int c) {
            const bool seen = x < 15;
            return c == 3 ? (seen ? 255 : 0) : (seen ? 200 : 0);
        });
        for (const Image& result : {resized(image, {{side, side}}), straightened(image, {7.5})}) {
            for (int x = 0; x < result.width(); ++x) {
                const int y = result.height() / 2;
                if (sampleOf(result, x, y, 3) > 3)
                    QVERIFY(std::abs(sampleOf(result, x, y, 0) - 200) <= 1);
            }
        }
    }

    void aReducedPictureKeepsItsShapeAndIsNeverEnlarged()
    {
        const Image image = numbered({300, 100}, Channels::Rgb, Depth::U8);
        QCOMPARE(reduced(image, 60).extent(), (Extent{60, 20}));
        QCOMPARE(reduced(image, 2).extent(), (Extent{2, 1}));
        QVERIFY(reduced(image, 300) == image);
        QVERIFY(reduced(image, 1000) == image);
    }

    void theStraightenedRectangleLiesInside_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::newRow("landscape") << 900 << 600;
        QTest::newRow("portrait") << 400 << 900;
        QTest::newRow("square") << 500 << 500;
        QTest::newRow("strip") << 2000 << 50;
    }
    void theStraightenedRectangleLiesInside()
    {
        QFETCH(int, width);
        QFETCH(int, height);
        for (double degrees = -45; degrees <= 45; degrees += 2.5) {
            const Extent inner = straightenedExtent({width, height}, degrees);
            const double radians = std::abs(degrees) * std::numbers::pi / 180;
            const double s = std::sin(radians), c = std::cos(radians);
            QVERIFY(inner.width * c + inner.height * s <= width + 1e-3);
            QVERIFY(inner.width * s + inner.height * c <= height + 1e-3);
            const bool tight = (inner.width + 2) * c + (inner.height + 2) * s > width ||
                               (inner.width + 2) * s + (inner.height + 2) * c > height;
            QVERIFY(tight);
        }
    }

    void straighteningTurnsClockwise()
    {
        const Image image = madeOf({101, 101}, Channels::Rgb, Depth::U8, [](int x, int y, int) {
            return std::abs(y - 50) <= 1 && x > 50 ? 255 : 0; // a line from the centre to the right
        });
        const Image result = straightened(image, {20});
        const int mid = result.width() / 2;
        const int x = int(std::lround(25 * std::cos(20 * std::numbers::pi / 180)));
        const int y = int(std::lround(25 * std::sin(20 * std::numbers::pi / 180)));
        QVERIFY(sampleOf(result, mid + x, mid + y, 0) > 200);
        QCOMPARE(sampleOf(result, mid + x, mid - y, 0), 0);
        QVERIFY(straightened(image, {0}) == image);
        QVERIFY_THROWS_EXCEPTION(Error, straightened(image, {46}));
        QVERIFY_THROWS_EXCEPTION(Error, straightened(image, {std::nan("")}));
    }

    void aRecipeIsAppliedByItsKind()
    {
        const Image image = numbered({12, 8}, Channels::Rgb, Depth::U8);
        QVERIFY(applied(image, Turn{1}) == turned(image, {1}));
        QVERIFY(applied(image, Flip{false}) == flipped(image, {false}));
        QVERIFY(applied(image, Crop{1, 1, {3, 3}}) == cropped(image, {1, 1, {3, 3}}));
        QVERIFY(applied(image, Resize{{4, 4}}) == resized(image, {{4, 4}}));
        QVERIFY(applied(image, Straighten{3}) == straightened(image, {3}));
        QVERIFY_THROWS_EXCEPTION(Error, applied(image, Animeify{}));
    }

    void theProfileStays()
    {
        const auto icc = std::make_shared<const std::vector<std::uint8_t>>(3, std::uint8_t(9));
        const Image image = numbered({12, 8}, Channels::Rgb, Depth::U8).withIcc(icc);
        for (const EditRecipe& recipe :
             {EditRecipe(Turn{1}), EditRecipe(Flip{}), EditRecipe(Crop{0, 0, {2, 2}}),
              EditRecipe(Resize{{5, 5}}), EditRecipe(Straighten{4})})
            QCOMPARE(applied(image, recipe).icc(), icc);
    }
};

QTEST_GUILESS_MAIN(TestGeometry)
#include "tst_geometry.moc"
