// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/colour.h"
#include "tests/photo/pictures.h"
#include "tests/photo/profiles.h"

#include <QElapsedTimer>
#include <QTest>


using namespace enogu;
using namespace enogu::testing;

namespace {

IccProfile profileNamed(const QString& name)
{
    if (name == QStringLiteral("P3"))
        return profileOf({{0.68, 0.32, 1}, {0.265, 0.69, 1}, {0.15, 0.06, 1}}, 2.2);
    if (name == QStringLiteral("AdobeRGB"))
        return profileOf({{0.64, 0.33, 1}, {0.21, 0.71, 1}, {0.15, 0.06, 1}}, 2.19921875);
    cmsHPROFILE srgb = cmsCreate_sRGBProfile();
    cmsUInt32Number size = 0;
    cmsSaveProfileToMem(srgb, nullptr, &size);
    std::vector<std::uint8_t> bytes(size);
    cmsSaveProfileToMem(srgb, bytes.data(), &size);
    cmsCloseProfile(srgb);
    return std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes));
}

/// Colours of sRGB in another profile, so that no trip through sRGB clips them.
Image insideSrgb(const IccProfile& icc, Channels channels, Depth depth)
{
    const Image like = drawnImage({64, 64}, channels, depth).withIcc(icc);
    return photoFromSrgb(drawnImage({64, 64}, channels, depth), like);
}

double worstDifference(const Image& a, const Image& b)
{
    double worst = 0;
    const auto samples = a.extent().pixels() * std::size_t(a.channels());
    for (std::size_t i = 0; i < samples; ++i) {
        const int difference = a.depth() == Depth::U8 ? (a.bytes()[i] - b.bytes()[i]) * 257
                                                      : int(a.row16(0)[i]) - int(b.row16(0)[i]);
        worst = std::max(worst, std::abs(difference) / 65535.0);
    }
    return worst;
}

} // namespace

class TestPhotoColour : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theWayToSrgbAndBackKeepsThePhoto_data()
    {
        QTest::addColumn<QString>("profile");
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("depth");
        for (const char* profile : {"P3", "AdobeRGB", "sRGB"}) {
            for (int channels : {3, 4}) {
                for (int depth : {1, 2})
                    QTest::addRow("%s %d %d", profile, channels, depth)
                        << QString::fromLatin1(profile) << channels << depth;
            }
        }
    }
    void theWayToSrgbAndBackKeepsThePhoto()
    {
        QFETCH(QString, profile);
        QFETCH(int, channels);
        QFETCH(int, depth);
        const auto icc = profileNamed(profile);
        const Image photo = insideSrgb(icc, Channels(channels), Depth(depth));
        QVERIFY(*photo.icc() == *icc);
        const Image srgb = srgbFromPhoto(photo);
        QVERIFY(!srgb.icc());
        const Image back = photoFromSrgb(srgb, photo);
        QCOMPARE(back.depth(), photo.depth());
        QCOMPARE(back.channels(), photo.channels());
        QVERIFY(*back.icc() == *icc);
        const double worst = worstDifference(back, photo);
        QVERIFY2(worst <= 1 / 255.0, qPrintable(QString::number(worst * 255)));
    }

    void coloursReallyChange()
    {
        const auto icc = profileNamed(QStringLiteral("P3"));
        const Image photo({1, 1}, Channels::Rgb, Depth::U8, {128, 64, 64}, icc);
        const Image srgb = srgbFromPhoto(photo);
        QCOMPARE(int(srgb.depth()), 2);
        QVERIFY(srgb.row16(0)[0] > 132 * 257); // a P3 red is a stronger red in sRGB
        QVERIFY(std::abs(srgb.row16(0)[0] - 137 * 257) < 3 * 257);
    }

    void srgbPhotosAreNotTouched()
    {
        const Image plain = drawnImage({8, 8}, Channels::Rgb, Depth::U8);
        QVERIFY(srgbFromPhoto(plain) == plain);
        const Image tagged = plain.withIcc(profileNamed(QStringLiteral("sRGB")));
        QVERIFY(srgbFromPhoto(tagged) == plain);
        QVERIFY(photoFromSrgb(plain, tagged) == tagged);
    }

    void brokenProfilesAreIgnored()
    {
        const auto junk = std::make_shared<const std::vector<std::uint8_t>>(300, std::uint8_t(1));
        const Image plain = drawnImage({8, 8}, Channels::Rgb, Depth::U8);
        QVERIFY(srgbFromPhoto(plain.withIcc(junk)) == plain);
        QVERIFY(profileState(*junk) == ProfileState::Broken);
    }

    void alphaComesBackFromThePhoto()
    {
        const Image photo = drawnImage({8, 8}, Channels::Rgba, Depth::U16);
        const Image result = drawnImage({8, 8}, Channels::Rgb, Depth::U8);
        const Image back = photoFromSrgb(result, photo);
        QCOMPARE(int(back.channels()), 4);
        for (int i = 0; i < 64; ++i) {
            QCOMPARE(back.row16(0)[4 * i + 3], photo.row16(0)[4 * i + 3]);
            QCOMPARE(int(back.row16(0)[4 * i]), result.bytes()[3 * i] * 257);
        }
    }

    void twoMegapixelsConvert()
    {
        const Image photo = drawnImage({2000, 1000}, Channels::Rgb, Depth::U8)
                                .withIcc(profileNamed(QStringLiteral("P3")));
        QElapsedTimer timer;
        timer.start();
        const Image srgb = srgbFromPhoto(photo);
        qInfo("2 Mpx to sRGB in %lld ms", timer.elapsed());
        QCOMPARE(srgb.extent(), photo.extent());
    }
};

QTEST_GUILESS_MAIN(TestPhotoColour)
#include "tst_photocolour.moc"
