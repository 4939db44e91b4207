// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/error.h"
#include "engine/image/maskops.h"

#include <QTest>

using namespace enogu;

namespace {

Mask dot(int side, int x, int y)
{
    std::vector<std::uint8_t> coverage(std::size_t(side) * std::size_t(side), 0);
    coverage[std::size_t(y) * std::size_t(side) + std::size_t(x)] = 200;
    return Mask({side, side}, std::move(coverage));
}

template <typename Sample>
Image filled(Extent extent, Channels channels, Sample first)
{
    std::vector<Sample> samples(extent.pixels() * std::size_t(channels));
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i] = Sample(first + i * 37);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(samples.data());
    return Image(extent, channels, sizeof(Sample) == 1 ? Depth::U8 : Depth::U16,
                 {bytes, bytes + samples.size() * sizeof(Sample)});
}

} // namespace

class MaskOpsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMaskGrowsToADisc()
    {
        const Mask disc = grown(dot(11, 5, 5), 3);
        for (int y = 0; y < 11; ++y)
            for (int x = 0; x < 11; ++x) {
                const bool inside = (x - 5) * (x - 5) + (y - 5) * (y - 5) <= 9;
                QCOMPARE(int(disc.row(y)[x]), inside ? 255 : 0);
            }
        QCOMPARE(int(grown(dot(11, 5, 5), 0).row(5)[6]), 0);
    }

    void aFeatherFallsOutsideOnly()
    {
        const Mask soft = feathered(grown(dot(11, 5, 5), 1), 3);
        QCOMPARE(int(soft.row(5)[6]), 255);
        QCOMPARE(int(soft.row(5)[7]), 191);
        QCOMPARE(int(soft.row(5)[9]), 64);
        QCOMPARE(int(soft.row(5)[10]), 0);
    }

    void anEmptyMaskStaysEmpty()
    {
        const Mask empty({4, 3}, std::vector<std::uint8_t>(12, 127));
        QVERIFY(keepsEverything(empty));
        QVERIFY(keepsEverything(grown(empty, 50)));
        QCOMPARE(int(feathered(empty, 9).row(2)[3]), 0);
    }

    void whatIsKeptIsThePhotosSample_data()
    {
        QTest::addColumn<bool>("deep");
        QTest::newRow("8 bits") << false;
        QTest::newRow("16 bits") << true;
    }

    void whatIsKeptIsThePhotosSample()
    {
        QFETCH(bool, deep);
        const Extent extent{3, 1};
        const Image photo = deep ? filled<std::uint16_t>(extent, Channels::Rgba, 700)
                                 : filled<std::uint8_t>(extent, Channels::Rgba, 3);
        const Image made = deep ? filled<std::uint16_t>(extent, Channels::Rgb, 60000)
                                : filled<std::uint8_t>(extent, Channels::Rgb, 240);
        const Image mixed = pasted(photo, made, Mask(extent, {0, 51, 255}));
        const auto level = [deep](const Image& image, int i) {
            return deep ? int(image.row16(0)[i]) : int(image.row8(0)[i]);
        };
        for (int c = 0; c < 4; ++c)
            QCOMPARE(level(mixed, c), level(photo, c));
        const double expected = 0.2 * level(made, 3) + 0.8 * level(photo, 4);
        QVERIFY(std::abs(level(mixed, 4) - expected) <= 0.5);
        QCOMPARE(level(mixed, 9), level(made, 7));
        QCOMPARE(level(mixed, 11), level(photo, 11));
    }

    void anotherSizeIsRefused()
    {
        const Image photo = filled<std::uint8_t>({3, 1}, Channels::Rgb, 0);
        QVERIFY_THROWS_EXCEPTION(Error, pasted(photo, photo, Mask({1, 3}, {0, 0, 0})));
    }
};

QTEST_GUILESS_MAIN(MaskOpsTest)
#include "tst_maskops.moc"
