// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/error.h"
#include "engine/api/image.h"

#include <QTest>

using namespace enogu;

class TestImage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCopySharesItsPixels()
    {
        const Image image({2, 1}, Channels::Rgb, Depth::U8, {1, 2, 3, 4, 5, 6});
        const Image copy = image;
        QCOMPARE(copy.bytes(), image.bytes());
        QCOMPARE(copy.row8(0)[5], std::uint8_t(6));
    }

    void aWrongNumberOfBytesIsRefused_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("bytes");
        QTest::newRow("one too few") << 2 << 5;
        QTest::newRow("one too many") << 2 << 7;
        QTest::newRow("empty") << 0 << 0;
    }
    void aWrongNumberOfBytesIsRefused()
    {
        QFETCH(int, width);
        QFETCH(int, bytes);
        QVERIFY_THROWS_EXCEPTION(Error, Image({width, 1}, Channels::Rgb, Depth::U8,
                                              std::vector<std::uint8_t>(std::size_t(bytes))));
    }

    void equalityLooksAtSamplesAndProfile()
    {
        const Image a({1, 1}, Channels::Rgb, Depth::U8, {1, 2, 3});
        const Image same({1, 1}, Channels::Rgb, Depth::U8, {1, 2, 3});
        const Image other({1, 1}, Channels::Rgb, Depth::U8, {1, 2, 4});
        const auto profile = std::make_shared<const std::vector<std::uint8_t>>(4, std::uint8_t(7));
        QVERIFY(a == same);
        QVERIFY(!(a == other));
        QVERIFY(!(a == a.withIcc(profile)));
    }
};

QTEST_GUILESS_MAIN(TestImage)
#include "tst_image.moc"
