// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipelines/instruct.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace enogu;

namespace {

constexpr int kBound = 512, kStep = 64;

/// What InstructPix2Pix's own command computes, in floating point.
Extent floatExtent(Extent photo)
{
    const double w = photo.width, h = photo.height;
    double factor = kBound / std::max(w, h);
    factor = std::ceil(std::min(w, h) * factor / kStep) * kStep / std::min(w, h);
    const auto side = [&](double length) {
        return int(std::floor(length * factor / kStep)) * kStep;
    };
    return {side(w), side(h)};
}

} // namespace

class InstructTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sidesAreThePublishedOnes_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("wide");
        QTest::addColumn<int>("high");
        QTest::newRow("16:9") << 1920 << 1080 << 512 << 320;
        QTest::newRow("4:3") << 4032 << 3024 << 512 << 384;
        QTest::newRow("3:2") << 6000 << 4000 << 576 << 384;
        QTest::newRow("upright") << 4000 << 6000 << 384 << 576;
        QTest::newRow("640") << 640 << 427 << 512 << 384;
        QTest::newRow("768") << 768 << 512 << 576 << 384;
        QTest::newRow("exact where floats fall short") << 853 << 853 << 512 << 512;
    }

    void sidesAreThePublishedOnes()
    {
        QFETCH(int, width);
        QFETCH(int, height);
        QFETCH(int, wide);
        QFETCH(int, high);
        const Extent found = instructExtent({width, height}, kBound, kStep);
        QCOMPARE(found.width, wide);
        QCOMPARE(found.height, high);
    }

    /// Photos of the usual proportions, short sides of 300 to 4096: the published arithmetic in
    /// floats is a whole step off for some of them, and for no other reason.
    void floatsAreWithinAStep()
    {
        constexpr std::pair<int, int> kProportions[] = {{1, 1}, {4, 3}, {3, 2}, {16, 9}};
        int sizes = 0, off = 0;
        for (int shortSide = 300; shortSide <= 4096; ++shortSide) {
            for (const auto& [wide, high] : kProportions) {
                const Extent photo{int(std::lround(double(shortSide) * wide / high)), shortSide};
                const Extent ours = instructExtent(photo, kBound, kStep);
                const Extent theirs = floatExtent(photo);
                QVERIFY(std::abs(ours.width - theirs.width) <= kStep);
                QVERIFY(std::abs(ours.height - theirs.height) <= kStep);
                off += ours == theirs ? 0 : 1;
                ++sizes;
            }
        }
        QCOMPARE(sizes, 15188);
        QCOMPARE(off, 1029);
    }
};

QTEST_GUILESS_MAIN(InstructTest)
#include "tst_instruct.moc"
