// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/error.h"
#include "engine/image/blend.h"
#include "engine/image/cel.h"
#include "engine/image/tone.h"

#include <QTest>

#include <cmath>

using namespace enogu;

namespace {

/// Left half dark, right half light, `channels` interleaved; alpha runs with x.
Image twoTones(Extent extent, Channels channels = Channels::Rgb, std::uint8_t dark = 60,
               std::uint8_t light = 200)
{
    std::vector<std::uint8_t> bytes;
    for (int y = 0; y < extent.height; ++y)
        for (int x = 0; x < extent.width; ++x) {
            bytes.insert(bytes.end(), 3, x < extent.width / 2 ? dark : light);
            if (channels == Channels::Rgba)
                bytes.push_back(std::uint8_t(x));
        }
    return {extent, channels, Depth::U8, std::move(bytes)};
}

/// A smooth grey ramp from black to white.
Image ramp(Extent extent)
{
    std::vector<std::uint8_t> bytes;
    for (int y = 0; y < extent.height; ++y)
        for (int x = 0; x < extent.width; ++x)
            bytes.insert(bytes.end(), 3, std::uint8_t(255 * x / (extent.width - 1)));
    return {extent, Channels::Rgb, Depth::U8, std::move(bytes)};
}

CelLook plainLook()
{
    CelLook look;
    look.lineWeight = look.warmth = look.colour = 0;
    return look;
}

} // namespace

class TestCel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLineIsDrawnOnTheDarkSideOfAnEdgeAndNowhereElse()
    {
        const Image photo = twoTones({64, 64});
        CelLook look = plainLook();
        const Image plain = celPicture(photo, photo, look);
        look.lineWeight = 0.5;
        const Image lined = celPicture(photo, photo, look);
        QVERIFY(lined.row8(32)[31 * 3] < plain.row8(32)[31 * 3] - 10);
        QCOMPARE(lined.row8(32)[10 * 3], plain.row8(32)[10 * 3]);
        QCOMPARE(lined.row8(32)[50 * 3], plain.row8(32)[50 * 3]);
    }

    void aHigherLineWeightGivesDarkerLines()
    {
        const Image photo = twoTones({64, 64});
        int before = 256;
        for (const double weight : {0.0, 0.2, 0.5, 0.9}) {
            CelLook look = plainLook();
            look.lineWeight = weight;
            const int level = celPicture(photo, photo, look).row8(32)[31 * 3];
            QVERIFY2(level < before, qPrintable(QString::number(weight)));
            before = level;
        }
    }

    void fewerBandsLeaveFewerLevels()
    {
        const Image photo = ramp({1024, 4});
        const auto plateau = [&](int bands) {
            CelLook look = plainLook();
            look.bands = bands;
            const ToneCurve tone(look);
            float steepest = 0;
            for (float l = 1; l < 99; l += 0.25F)
                steepest = std::max(steepest, tone.lightness(l + 0.25F) - tone.lightness(l));
            return steepest;
        };
        QVERIFY(plateau(4) > plateau(12));
    }

    void greysStayGreyWithoutWarmth()
    {
        CelLook look = plainLook();
        look.colour = 1;
        const Image photo = ramp({256, 4});
        const Image result = celPicture(photo, photo, look);
        for (int x = 0; x < 256; ++x) {
            const auto* p = result.row8(1) + x * 3;
            QVERIFY(std::abs(p[0] - p[1]) <= 1 && std::abs(p[1] - p[2]) <= 1);
        }
    }

    void warmthTurnsLightsYellowAndShadowsBlue()
    {
        CelLook look = plainLook();
        look.warmth = 1;
        const Image photo = twoTones({32, 32});
        const Image result = celPicture(photo, photo, look);
        const auto* shadow = result.row8(16) + 3 * 4;
        const auto* light = result.row8(16) + 3 * 28;
        QVERIFY(shadow[2] > shadow[0]);
        QVERIFY(light[0] > light[2]);
    }

    void flatnessZeroIgnoresTheFlatLayer()
    {
        CelLook look;
        look.flatness = 0;
        const Image photo = ramp({64, 48});
        QVERIFY(celPicture(photo, twoTones({64, 48}), look) == celPicture(photo, photo, look));
    }

    void alphaAndDepthAreThePhotos()
    {
        const Image photo = twoTones({40, 30}, Channels::Rgba);
        const Image result = celPicture(photo, twoTones({40, 30}), CelLook{});
        QVERIFY(result.hasAlpha());
        for (int x = 0; x < 40; ++x)
            QCOMPARE(result.row8(7)[x * 4 + 3], photo.row8(7)[x * 4 + 3]);
    }

    void tinyAndThinPicturesWork_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::newRow("one pixel") << 1 << 1;
        QTest::newRow("one row") << 9000 << 1;
        QTest::newRow("one column") << 1 << 9000;
        QTest::newRow("reduced drawing") << 4100 << 33;
    }
    void tinyAndThinPicturesWork()
    {
        QFETCH(int, width);
        QFETCH(int, height);
        const Image photo = twoTones({width, height});
        QCOMPARE(celPicture(photo, photo, CelLook{}).extent(), photo.extent());
    }

    void aCheckpointThatThrowsEndsTheWork()
    {
        const Image photo = twoTones({64, 64});
        QVERIFY_THROWS_EXCEPTION(Error, celPicture(photo, photo, CelLook{}, [] {
                                     throw Error(ErrorCode::Cancelled, "stopped");
                                 }));
    }

    void strengthZeroReturnsThePhotoAndOneTheResult()
    {
        const Image photo = twoTones({20, 10});
        const Image result = ramp({20, 10});
        QVERIFY(blendStrength(photo, result, 0) == photo);
        QVERIFY(blendStrength(photo, result, 1) == result);
    }

    void halfStrengthRoundsOnce()
    {
        const Image photo({1, 1}, Channels::Rgb, Depth::U8, {10, 20, 255});
        const Image result({1, 1}, Channels::Rgb, Depth::U8, {21, 20, 0});
        const Image mixed = blendStrength(photo, result, 0.5);
        QCOMPARE(mixed.row8(0)[0], std::uint8_t(16)); // 15.5
        QCOMPARE(mixed.row8(0)[1], std::uint8_t(20));
        QCOMPARE(mixed.row8(0)[2], std::uint8_t(128)); // 127.5
    }

    void keepColourGivesThePhotosMeanBack()
    {
        const Image photo = twoTones({32, 32}, Channels::Rgb, 80, 160);
        const Image result = twoTones({32, 32}, Channels::Rgb, 120, 230);
        QVERIFY(keepColour(photo, result, 0) == result);
        const Image kept = keepColour(photo, result, 1);
        QVERIFY(std::abs(kept.row8(3)[0] - 80) <= 1);
        QVERIFY(std::abs(kept.row8(3)[31 * 3] - 160) <= 1);
    }

    void picturesOfDifferentSizeAreRefused()
    {
        QVERIFY_THROWS_EXCEPTION(Error, celPicture(twoTones({8, 8}), twoTones({8, 9}), CelLook{}));
        QVERIFY_THROWS_EXCEPTION(Error, blendStrength(twoTones({8, 8}), twoTones({9, 8}), 0.5));
    }
};

QTEST_GUILESS_MAIN(TestCel)
#include "tst_cel.moc"
