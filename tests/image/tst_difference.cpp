// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/error.h"
#include "engine/image/difference.h"
#include "engine/image/geometry.h"
#include "engine/image/maskops.h"

#include <QElapsedTimer>
#include <QRect>
#include <QTest>

#include <random>

using namespace enogu;

namespace {

using Lab = std::array<float, 3>;
using Colour = std::array<int, 3>;

constexpr Extent kPhoto{400, 300};

/// A soft gradient, with `change(x, y, colour)` done to it.
template <typename Change>
Image picture(Change change, Extent extent = kPhoto)
{
    std::vector<std::uint8_t> bytes;
    bytes.reserve(extent.pixels() * 3);
    for (int y = 0; y < extent.height; ++y)
        for (int x = 0; x < extent.width; ++x) {
            Colour colour{80 + 90 * x / extent.width, 110, 150 - 70 * y / extent.height};
            change(x, y, colour);
            for (const int value : colour)
                bytes.push_back(std::uint8_t(std::clamp(value, 0, 255)));
        }
    return Image(extent, Channels::Rgb, Depth::U8, std::move(bytes));
}

Image plain(Extent extent = kPhoto)
{
    return picture([](int, int, Colour&) {}, extent);
}

const QRect kLeft(40, 60, 80, 60), kRight(260, 180, 60, 60), kSpeckAt(200, 20, 1, 1);

/// The gradient with two red areas and a speck.
Image edited()
{
    return picture([](int x, int y, Colour& colour) {
        if (kLeft.contains(x, y) || kRight.contains(x, y) || kSpeckAt.contains(x, y))
            colour = {230, 20, 30};
    });
}

Image noisy(int most)
{
    return picture([most, random = std::mt19937(7)](int, int, Colour& colour) mutable {
        for (int& value : colour)
            value += int(random() % std::uint32_t(2 * most + 1)) - most;
    });
}

int covered(const Mask& mask)
{
    return int(std::count(mask.row(0), mask.row(0) + mask.extent().pixels(), 255));
}

} // namespace

class DifferenceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // From the supplement of Sharma, Wu and Dalal 2005.
    void coloursDifferAsPublished_data()
    {
        QTest::addColumn<QList<float>>("first");
        QTest::addColumn<QList<float>>("second");
        QTest::addColumn<double>("difference");
        const auto row = [](const char* name, QList<float> a, QList<float> b, double d) {
            QTest::newRow(name) << a << b << d;
        };
        row("1", {50, 2.6772F, -79.7751F}, {50, 0, -82.7485F}, 2.0425);
        row("2", {50, 3.1571F, -77.2803F}, {50, 0, -82.7485F}, 2.8615);
        row("4", {50, -1.3802F, -84.2814F}, {50, 0, -82.7485F}, 1.0000);
        row("7", {50, 0, 0}, {50, -1, 2}, 2.3669);
        row("8", {50, -1, 2}, {50, 0, 0}, 2.3669);
        row("9", {50, 2.49F, -0.001F}, {50, -2.49F, 0.0009F}, 7.1792);
        row("11", {50, 2.49F, -0.001F}, {50, -2.49F, 0.0011F}, 7.2195);
        row("16", {50, 2.5F, 0}, {50, 0, -2.5F}, 4.3065);
        row("17", {50, 2.5F, 0}, {73, 25, -18}, 27.1492);
        row("18", {50, 2.5F, 0}, {61, -5, 29}, 22.8977);
        row("19", {50, 2.5F, 0}, {56, -27, -3}, 31.9030);
        row("20", {50, 2.5F, 0}, {58, 24, 15}, 19.4535);
        row("25", {60.2574F, -34.0099F, 36.2677F}, {60.4626F, -34.1751F, 39.4387F}, 1.2644);
        row("26", {63.0109F, -31.0961F, -5.8663F}, {62.8187F, -29.7946F, -4.0864F}, 1.2630);
        row("33", {6.7747F, -0.2908F, -2.4247F}, {5.8714F, -0.0985F, -2.2286F}, 0.6377);
        row("34", {2.0776F, 0.0795F, -1.135F}, {0.9033F, -0.0636F, -0.5514F}, 0.9082);
    }

    void coloursDifferAsPublished()
    {
        QFETCH(QList<float>, first);
        QFETCH(QList<float>, second);
        QFETCH(double, difference);
        const float found =
            colourDifference({first[0], first[1], first[2]}, {second[0], second[1], second[2]});
        QVERIFY2(std::abs(double(found) - difference) < 2e-4, QByteArray::number(found, 'g', 9));
    }

    void aRunIsJudged_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("change");
        QTest::newRow("the same") << 0 << int(Change::Nothing);
        QTest::newRow("grain") << 1 << int(Change::Nothing);
        QTest::newRow("a tint that no eye sees") << 2 << int(Change::Nothing);
        QTest::newRow("two areas") << 3 << int(Change::Part);
        QTest::newRow("much darker") << 4 << int(Change::Everything);
        QTest::newRow("negative") << 5 << int(Change::Everything);
    }

    void aRunIsJudged()
    {
        QFETCH(int, kind);
        QFETCH(int, change);
        const auto with = [](auto alter) {
            return picture([alter](int, int, Colour& colour) {
                for (int& value : colour)
                    value = alter(value);
            });
        };
        const std::array after{plain(),
                               noisy(12),
                               with([](int v) { return v + 2; }),
                               edited(),
                               with([](int v) { return v / 2; }),
                               with([](int v) { return 255 - v; })};
        const Difference difference(plain(), after[std::size_t(kind)]);
        QCOMPARE(int(changeOf(difference)), change);
    }

    void theShareAndTheMeanAreThoseOfTheAreas()
    {
        const Difference difference(plain(), edited());
        const double areas =
            double(kLeft.width() * kLeft.height() + kRight.width() * kRight.height());
        QVERIFY(std::abs(difference.share(10) - areas / double(kPhoto.pixels())) < 0.01);
        QCOMPARE(difference.share(0), 1.0);
        QCOMPARE(Difference(plain(), plain()).mean(), 0.0F);
        QVERIFY(difference.mean() > 2);
    }

    void regionsAreTheAreasWithoutSpecks()
    {
        const ChangedRegions found(Difference(plain(), edited()), {.threshold = 20}, kPhoto);
        QCOMPARE(found.regions().size(), std::size_t(2));
        const ChangedRegion& left = found.regions()[0];
        const QRect box(left.left, left.top, left.box.width, left.box.height);
        QVERIFY(box.adjusted(-4, -4, 4, 4).contains(kLeft));
        QVERIFY(kLeft.adjusted(-4, -4, 4, 4).contains(box));
        QCOMPARE(found.at({80, 90}), 0);
        QCOMPARE(found.at({290, 210}), 1);
        QCOMPARE(found.at({200, 20}), -1);
        QCOMPARE(found.at({399, 299}), -1);
    }

    void regionsAreChosenByPoints_data()
    {
        QTest::addColumn<bool>("all");
        QTest::addColumn<bool>("leftIsNamed");
        QTest::addColumn<QList<bool>>("kept");
        QTest::newRow("all") << true << false << QList<bool>{true, true};
        QTest::newRow("all but one") << true << true << QList<bool>{false, true};
        QTest::newRow("none") << false << false << QList<bool>{false, false};
        QTest::newRow("one alone") << false << true << QList<bool>{true, false};
    }

    void regionsAreChosenByPoints()
    {
        QFETCH(bool, all);
        QFETCH(bool, leftIsNamed);
        QFETCH(QList<bool>, kept);
        KeepChanges recipe{.threshold = 20, .all = all, .points = {{5, 5}}}; // outside of all
        if (leftIsNamed)
            recipe.points.push_back({41, 61});
        const ChangedRegions found(Difference(plain(), edited()), recipe, kPhoto);
        const Mask mask = found.mask();
        QCOMPARE(found.regions()[0].isKept, kept[0]);
        QCOMPARE(found.regions()[1].isKept, kept[1]);
        QCOMPARE(int(mask.row(90)[80]), kept[0] ? 255 : 0);
        QCOMPARE(int(mask.row(210)[290]), kept[1] ? 255 : 0);
        QCOMPARE(int(mask.row(20)[200]), 0);
        QCOMPARE(int(mask.row(299)[399]), 0);
    }

    void aRegionIsSwitchedByAnyOfItsPoints()
    {
        const Difference difference(plain(), edited());
        KeepChanges recipe{.threshold = 20};
        for (const bool all : {true, false}) {
            recipe.all = all;
            recipe.points = {{80, 90}, {81, 91}, {290, 210}};
            const ChangedRegions before(difference, recipe, kPhoto);
            const ChangedRegions once(difference, before.toggled({100, 100}), kPhoto);
            QCOMPARE(once.regions()[0].isKept, all);
            QCOMPARE(once.regions()[1].isKept, !all);
            QVERIFY(once.recipe().points == (std::vector<Point>{{290, 210}}));
            const ChangedRegions twice(difference, once.toggled({100, 100}), kPhoto);
            QCOMPARE(twice.regions()[0].isKept, !all);
            QVERIFY(twice.toggled({5, 5}) == twice.recipe());
        }
    }

    void everyRegionHasAPointOfItsOwn_data()
    {
        QTest::addColumn<int>("width");
        for (const int width : {400, 401, 403, 799, 1999, 6000})
            QTest::addRow("%d", width) << width;
    }

    void everyRegionHasAPointOfItsOwn()
    {
        QFETCH(int, width);
        const ChangedRegions found(Difference(plain(), edited()), {.threshold = 20},
                                   {width, width * 3 / 4});
        for (int i = 0; i < int(found.regions().size()); ++i)
            QCOMPARE(found.at(found.pointIn(i)), i);
    }

    void growthAndFeatherReachAsFarAsTheySay()
    {
        const Difference difference(plain(), edited());
        const KeepChanges bare{.threshold = 20};
        const Mask tight = ChangedRegions(difference, bare, kPhoto).mask();
        KeepChanges wide = bare;
        wide.grow = 10;
        wide.feather = 8;
        const Mask soft = ChangedRegions(difference, wide, kPhoto).mask();
        int edge = 90; // down from inside the left area
        while (tight.row(edge)[80] == 255)
            ++edge;
        QCOMPARE(int(soft.row(edge + 9)[80]), 255);
        QVERIFY(soft.row(edge + 14)[80] > 0 && soft.row(edge + 14)[80] < 255);
        QCOMPARE(int(soft.row(edge + 19)[80]), 0);
    }

    void outsideOfTheRegionsEverySampleIsTheSources()
    {
        // 16 bits, alpha and a profile, five times as large as the map
        const Extent extent{2000, 1500};
        std::vector<std::uint8_t> bytes(extent.pixels() * 8);
        std::mt19937 random(3);
        for (std::uint8_t& byte : bytes)
            byte = std::uint8_t(random());
        const auto icc = std::make_shared<const std::vector<std::uint8_t>>(200, 1);
        const Image before(extent, Channels::Rgba, Depth::U16, bytes, icc);
        for (std::uint8_t& byte : bytes)
            byte = std::uint8_t(random());
        const Image after(extent, Channels::Rgba, Depth::U16, std::move(bytes), icc);
        KeepChanges recipe{.threshold = 20, .all = false, .points = {{5 * 80, 5 * 90}}};
        recipe.grow = 5;
        recipe.feather = 10;
        const ChangedRegions found(Difference(plain(), edited()), recipe, extent);
        const Mask mask = found.mask();
        QVERIFY(mask.extent() == extent);
        const Image kept = pasted(before, after, mask);
        QVERIFY(kept.icc() == icc);
        for (int y = 0; y < extent.height; ++y)
            for (int x = 0; x < extent.width; ++x) {
                const auto *a = kept.row16(y) + 4 * x, *b = before.row16(y) + 4 * x;
                const auto* c = after.row16(y) + 4 * x;
                QVERIFY(a[3] == b[3]);
                if (mask.row(y)[x] == 0)
                    QVERIFY(std::equal(a, a + 4, b));
                if (mask.row(y)[x] == 255)
                    QVERIFY(std::equal(a, a + 3, c));
            }
        QVERIFY(covered(mask) > 25 * 70 * 50 && covered(mask) < 25 * 90 * 70);
    }

    void theReducedMaskIsTheFullOneSmall()
    {
        const Extent extent{2000, 1500};
        KeepChanges recipe{.threshold = 20};
        recipe.grow = 20;
        const ChangedRegions found(Difference(plain(), edited()), recipe, extent);
        const double full = double(covered(found.mask())) / double(extent.pixels());
        const double small = double(covered(found.mask(true))) / double(kPhoto.pixels());
        QVERIFY(std::abs(full - small) < 0.004);
    }

    void picturesOfTwoSizesAreRefused()
    {
        QVERIFY_THROWS_EXCEPTION(Error, Difference(plain(), plain({30, 30})));
    }
};

QTEST_GUILESS_MAIN(DifferenceTest)
#include "tst_difference.moc"
