// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/scenes/family.h"

#include <QTest>
#include <algorithm>
#include <set>

using namespace enogu;

class TestWorld : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSameSceneDrawsTheSamePicture();
    void aSharedBackdropChangesNothing();
    void samplesAreWithinRange();
    void halvingThePictureGivesTheOneDrawnSmall();
    void anySidesAreDrawn_data();
    void anySidesAreDrawn();
    void aMaskIsWhereTheThingChangesThePicture();
    void nothingChangesOutsideOfTheEdit();
    void theObjectOfAnEditIsWhereItShows();
    void thingsTakeAFairShare();
    void coloursStayApartInEveryLight();
    void variantsDifferInOneSlot();
    void trainingShowsNoHeldOutPair();
    void splitsShareNoScene();
};

namespace {

constexpr int kSide = 96;

double differenceAt(const Canvas& a, const Canvas& b, std::size_t i)
{
    const std::size_t plane = a.samples.size() / 3;
    double most = 0;
    for (std::size_t c = 0; c < 3; ++c)
        most =
            std::max(most, std::abs(double(a.samples[i + c * plane]) - b.samples[i + c * plane]));
    return most;
}

Colour meanInside(const Canvas& canvas, const std::vector<unsigned char>& mask)
{
    Colour sum{};
    float count = 0;
    for (int y = 0; y < canvas.height; ++y)
        for (int x = 0; x < canvas.width; ++x)
            if (mask[std::size_t(y * canvas.width + x)]) {
                ++count;
                for (std::size_t c = 0; c < 3; ++c)
                    sum[c] += canvas.at(x, y)[c];
            }
    return scaled(sum, 1 / count);
}

int slotsThatDiffer(const Scene& a, const Scene& b)
{
    return int(a.weather != b.weather) + int(a.time != b.time) + int(a.things != b.things) +
           2 * int(a.place != b.place) + 2 * int(a.backdrop != b.backdrop);
}

} // namespace

void TestWorld::theSameSceneDrawsTheSamePicture()
{
    for (std::uint64_t seed = 0; seed < 8; ++seed) {
        const Scene scene = inventScene(seed, Split::Training);
        QVERIFY(scene == inventScene(seed, Split::Training));
        const Canvas canvas = drawScene(scene, kSide, kSide);
        QVERIFY(canvas.samples == drawScene(scene, kSide, kSide).samples);
        const Scene other = inventScene(seed + 1, Split::Training);
        QVERIFY(canvas.samples != drawScene(other, kSide, kSide).samples);
    }
}

void TestWorld::aSharedBackdropChangesNothing()
{
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
        const Family family = inventFamily(seed, Split::Training);
        const auto together = drawScenes(family.variants, kSide, kSide);
        for (std::size_t i = 0; i < together.size(); ++i)
            QVERIFY(together[i].samples == drawScene(family.variants[i], kSide, kSide).samples);
    }
}

void TestWorld::samplesAreWithinRange()
{
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const Canvas canvas = drawScene(inventScene(seed, Split::Training), kSide, kSide);
        const auto [low, high] = std::ranges::minmax(canvas.samples);
        QVERIFY(low >= 0 && high <= 1 && high - low > 0.2f);
    }
}

void TestWorld::halvingThePictureGivesTheOneDrawnSmall()
{
    double squares = 0, count = 0;
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        const Scene scene = inventScene(seed, Split::Training);
        const Canvas small = drawScene(scene, 128, 128), large = drawScene(scene, 256, 256);
        for (int y = 0; y < 128; ++y)
            for (int x = 0; x < 128; ++x)
                for (std::size_t c = 0; c < 3; ++c, ++count) {
                    const float mean =
                        (large.at(2 * x, 2 * y)[c] + large.at(2 * x + 1, 2 * y)[c] +
                         large.at(2 * x, 2 * y + 1)[c] + large.at(2 * x + 1, 2 * y + 1)[c]) /
                        4;
                    squares += std::pow(double(mean) - small.at(x, y)[c], 2);
                }
    }
    const double psnr = -10 * std::log10(squares / count);
    QVERIFY2(psnr > 42, qPrintable(QString::number(psnr)));
}

void TestWorld::anySidesAreDrawn_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::newRow("wide") << 200 << 60;
    QTest::newRow("tall") << 60 << 200;
    QTest::newRow("a pixel") << 1 << 1;
}

void TestWorld::anySidesAreDrawn()
{
    QFETCH(int, width);
    QFETCH(int, height);
    const Scene scene = inventScene(3, Split::Training);
    const Canvas canvas = drawScene(scene, width, height);
    QVERIFY(std::ranges::count(canvas.samples, 0.0f) * 4 < std::ptrdiff_t(canvas.samples.size()));
    QCOMPARE(maskOf(scene, 0, width, height).size(), std::size_t(width * height));
}

void TestWorld::aMaskIsWhereTheThingChangesThePicture()
{
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        const Scene scene = inventScene(seed, Split::Training);
        Scene without = scene;
        without.things.pop_back();
        const std::size_t thing = without.things.size();
        const auto mask = maskOf(scene, thing, kSide, kSide);
        const auto touched = touchedBy(scene, thing, kSide, kSide);
        const auto canvases = drawScenes({scene, without}, kSide, kSide);
        std::size_t inside = 0, unchanged = 0;
        for (std::size_t i = 0; i < mask.size(); ++i) {
            const double difference = differenceAt(canvases[0], canvases[1], i);
            QVERIFY(difference == 0 || touched[i]);
            QVERIFY(!mask[i] || touched[i]);
            inside += mask[i] ? 1 : 0;
            unchanged += mask[i] && difference < 0.004 ? 1 : 0;
        }
        QVERIFY2(unchanged * 10 < inside, qPrintable(QString::number(seed)));
    }
}

void TestWorld::nothingChangesOutsideOfTheEdit()
{
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        const Family family = inventFamily(seed, Split(seed % 2));
        const auto canvases = drawScenes(family.variants, kSide, kSide);
        for (std::size_t to = 1; to < canvases.size(); ++to) {
            const auto change = changeOf(family, 0, to, kSide, kSide);
            std::size_t differing = 0;
            for (std::size_t i = 0; i < change.size(); ++i) {
                const bool differs = differenceAt(canvases[0], canvases[to], i) > 0;
                QVERIFY(!differs || change[i]);
                differing += differs ? 1 : 0;
            }
            QVERIFY(differing > 0);
        }
    }
}

void TestWorld::theObjectOfAnEditIsWhereItShows()
{
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        const Family family = inventFamily(seed, Split::Training);
        const auto object = objectOf(family, 1, 2, kSide, kSide);
        const auto change = changeOf(family, 1, 2, kSide, kSide);
        const auto canvases = drawScenes({family.variants[1], family.variants[2]}, kSide, kSide);
        double inside = 0, all = 0;
        for (std::size_t i = 0; i < object.size(); ++i) {
            QVERIFY(!object[i] || change[i]);
            all += differenceAt(canvases[0], canvases[1], i);
            inside += object[i] ? differenceAt(canvases[0], canvases[1], i) : 0;
        }
        QVERIFY2(inside > 0.75 * all, qPrintable(QString::number(inside / all)));
    }
}

void TestWorld::thingsTakeAFairShare()
{
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        const Scene scene = inventScene(seed, Split::Training);
        QVERIFY(!scene.things.empty() && scene.things.size() <= 6);
        for (std::size_t i = 0; i < scene.things.size(); ++i) {
            const auto mask = maskOf(scene, i, 256, 256);
            const double share = double(std::ranges::count(mask, 255)) / double(mask.size());
            QVERIFY2(share >= 0.03 && share <= 0.30, traitsOf(scene.things[i].kind).word);
        }
    }
}

void TestWorld::coloursStayApartInEveryLight()
{
    Scene scene;
    scene.things = {{Kind::Truck, ColourName::Red, Side::Left, 1, 0, 0, 1}};
    const auto mask = maskOf(scene, 0, 64, 64);
    for (int light = 0; light < 12; ++light) {
        scene.weather = Weather(light % 4);
        scene.time = DayTime(light / 4);
        std::vector<Colour> seen;
        for (int colour = 0; colour < kColours; ++colour) {
            scene.things[0].colour = ColourName(colour);
            seen.push_back(meanInside(drawScene(scene, 64, 64), mask));
        }
        for (int a = 0; a < kColours; ++a)
            for (int b = 0; b < a; ++b) {
                float most = 0;
                for (std::size_t c = 0; c < 3; ++c)
                    most =
                        std::max(most, std::abs(seen[std::size_t(a)][c] - seen[std::size_t(b)][c]));
                QVERIFY2(most > 0.1f, wordOf(ColourName(a)));
            }
    }
}

void TestWorld::variantsDifferInOneSlot()
{
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        const Family family = inventFamily(seed, Split::Training);
        QVERIFY(family == inventFamily(seed, Split::Training));
        QVERIFY(family.variants.size() >= 3 && family.variants.size() <= 5);
        for (std::size_t a = 0; a < family.variants.size(); ++a) {
            for (std::size_t b = 0; b < a; ++b)
                QCOMPARE(slotsThatDiffer(family.variants[a], family.variants[b]), 1);
            auto kinds = family.variants[a].things;
            std::ranges::sort(kinds, {}, &Thing::kind);
            QVERIFY(std::ranges::adjacent_find(kinds, {}, &Thing::kind) == kinds.end());
        }
    }
}

void TestWorld::trainingShowsNoHeldOutPair()
{
    int shown = 0;
    for (std::uint64_t seed = 0; seed < 1000; ++seed) {
        QVERIFY(!showsHeldOutPair(inventScene(seed, Split::Training)));
        for (const Scene& scene : inventFamily(seed, Split::Training).variants)
            QVERIFY(!showsHeldOutPair(scene));
        const auto heldOut = inventFamily(seed, Split::HeldOut).variants;
        shown += std::ranges::any_of(heldOut, showsHeldOutPair) ? 1 : 0;
    }
    QVERIFY(shown > 100);
}

void TestWorld::splitsShareNoScene()
{
    std::set<std::uint64_t> backdrops;
    for (std::uint64_t seed = 0; seed < 300; ++seed)
        for (const Split split : {Split::Training, Split::HeldOut}) {
            QVERIFY(backdrops.insert(inventScene(seed, split).backdrop).second);
            QVERIFY(backdrops.insert(inventFamily(seed, split).variants[0].backdrop).second);
        }
}

QTEST_APPLESS_MAIN(TestWorld)
#include "test_world.moc"
