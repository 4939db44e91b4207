// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipelines/tiles.h"

#include <QTest>

#include <algorithm>
#include <vector>

using namespace enogu;

namespace {

bool isInside(const Region& inner, const Region& outer)
{
    return inner.x >= outer.x && inner.y >= outer.y &&
           inner.x + inner.width <= outer.x + outer.width &&
           inner.y + inner.height <= outer.y + outer.height;
}

/// Pixels between an edge of the inner part and of the input; the picture's own edge is far away.
std::int64_t reachOf(const Tile& tile, const Region& picture)
{
    std::int64_t least = 1'000'000;
    const auto side = [&](std::int64_t gap, bool isPicturesEdge) {
        least = isPicturesEdge ? least : std::min(least, gap);
    };
    const Region& in = tile.input;
    const Region& to = tile.inner;
    side(to.x - in.x, in.x == 0);
    side(to.y - in.y, in.y == 0);
    side(in.x + in.width - to.x - to.width, in.x + in.width == picture.width);
    side(in.y + in.height - to.y - to.height, in.y + in.height == picture.height);
    return least;
}

} // namespace

class TilesOfTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPictureThatFitsIsOneTile();
    void tilesCoverThePictureOnceAndReachFarEnough_data();
    void tilesCoverThePictureOnceAndReachFarEnough();
};

void TilesOfTest::aPictureThatFitsIsOneTile()
{
    const Region picture{0, 0, 400, 300};
    const auto tiles = tilesOf(picture, 50, 4, 120000);
    QCOMPARE(tiles.size(), std::size_t(1));
    QVERIFY(tiles[0].input == picture && tiles[0].inner == picture);
}

void TilesOfTest::tilesCoverThePictureOnceAndReachFarEnough_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("overlap");
    QTest::addColumn<int>("multiple");
    QTest::addColumn<double>("pixels");
    QTest::newRow("square") << 1024 << 1024 << 50 << 4 << 3e5;
    QTest::newRow("wide") << 4000 << 16 << 50 << 4 << 3e4;
    QTest::newRow("tall") << 16 << 4000 << 48 << 8 << 3e4;
    QTest::newRow("one pixel too many") << 404 << 300 << 50 << 4 << 121199.0;
    QTest::newRow("overlap beyond the room") << 800 << 640 << 300 << 8 << 4e4;
    QTest::newRow("no room at all") << 520 << 264 << 37 << 8 << 0.0;
    QTest::newRow("no overlap") << 1000 << 800 << 0 << 4 << 9e4;
}

void TilesOfTest::tilesCoverThePictureOnceAndReachFarEnough()
{
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(int, overlap);
    QFETCH(int, multiple);
    QFETCH(double, pixels);
    const Region picture{0, 0, width, height};
    std::vector<int> painted(std::size_t(width) * std::size_t(height));
    const auto tiles = tilesOf(picture, overlap, multiple, pixels);
    QVERIFY(tiles.size() > 1);
    for (const Tile& tile : tiles) {
        QVERIFY(isInside(tile.inner, tile.input) && isInside(tile.input, picture));
        QVERIFY(tile.input.x % multiple == 0 && tile.input.y % multiple == 0);
        QVERIFY(tile.input.width % multiple == 0 && tile.input.height % multiple == 0);
        QVERIFY(reachOf(tile, picture) >= overlap);
        for (std::int64_t y = tile.inner.y; y < tile.inner.y + tile.inner.height; ++y) {
            for (std::int64_t x = tile.inner.x; x < tile.inner.x + tile.inner.width; ++x)
                ++painted[std::size_t(y * width + x)];
        }
    }
    QVERIFY(std::ranges::all_of(painted, [](int times) { return times == 1; }));
}

QTEST_GUILESS_MAIN(TilesOfTest)
#include "tst_tiles.moc"
