// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/photofile.h"
#include "engine/photo/writers.h"
#include "tests/photo/pictures.h"
#include "tests/photo/profiles.h"

#include <QTemporaryDir>
#include <QTest>

#include <exiv2/exiv2.hpp>

using namespace enogu;
using namespace enogu::testing;

namespace {

std::vector<std::uint8_t> cameraExif()
{
    Exiv2::ExifData exif;
    exif["Exif.Image.Make"] = "Enogu Works";
    exif["Exif.Image.Orientation"] = std::uint16_t(6);
    exif["Exif.Image.ImageWidth"] = std::uint32_t(9999);
    exif["Exif.Photo.ExposureTime"] = Exiv2::URational(1, 125);
    exif["Exif.Photo.PixelXDimension"] = std::uint32_t(9999);
    exif["Exif.GPSInfo.GPSLatitudeRef"] = "N";
    exif["Exif.GPSInfo.GPSLatitude"] = "35/1 41/1 2/1";
    const std::uint8_t thumbnail[] = {0xFF, 0xD8, 0xFF, 0xD9};
    Exiv2::ExifThumb(exif).setJpegThumbnail(thumbnail, sizeof thumbnail);
    Exiv2::Blob blob;
    Exiv2::ExifParser::encode(blob, Exiv2::bigEndian, exif);
    return {blob.begin(), blob.end()};
}

std::string placeXmp()
{
    return "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF "
           "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description "
           "xmlns:exif='http://ns.adobe.com/exif/1.0/' xmlns:tiff='http://ns.adobe.com/tiff/1.0/' "
           "xmlns:xmp='http://ns.adobe.com/xap/1.0/' exif:GPSLatitude='35,41.0N' "
           "tiff:Orientation='6' xmp:Rating='4'/></rdf:RDF></x:xmpmeta>";
}

/// Made once: its header holds the time.
IccProfile wideProfile()
{
    static IccProfile made;
    if (made)
        return made;
    made = profileOf({{0.68, 0.32, 1}, {0.265, 0.69, 1}, {0.15, 0.06, 1}}, 2.2);
    return made;
}

Photo cameraPhoto()
{
    auto metadata = std::make_shared<const Metadata>(Metadata{cameraExif(), placeXmp()});
    return {drawnImage({40, 30}, Channels::Rgb, Depth::U8).withIcc(wideProfile()),
            std::move(metadata),
            {},
            {}};
}

Exiv2::ExifData exifOf(const Photo& photo)
{
    Exiv2::ExifData exif;
    const auto& stream = photo.metadata->exif;
    if (!stream.empty())
        Exiv2::ExifParser::decode(exif, stream.data(), std::uint32_t(stream.size()));
    return exif;
}

std::string valueOf(const Exiv2::ExifData& exif, const char* key)
{
    const auto found = exif.findKey(Exiv2::ExifKey(key));
    return found == exif.end() ? std::string() : found->toString();
}

} // namespace

class TestMetadata : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    static void formats()
    {
        QTest::addColumn<QString>("name");
        for (const char* suffix : {"jpg", "png", "webp", "tif"})
            QTest::newRow(suffix) << QStringLiteral("photo.") + QString::fromLatin1(suffix);
    }
    Outcome<Photo> savedAndOpened(const SaveOptions& options)
    {
        QFETCH(QString, name);
        const auto path = pathOf(m_folder.filePath(name));
        SaveOptions replacing = options;
        replacing.overwrite = true;
        const auto saved = savePhoto(cameraPhoto(), path, replacing);
        if (!saved)
            return saved.error();
        return openPhoto(path);
    }

private Q_SLOTS:
    void theCamerasDataStays_data() { formats(); }
    void theCamerasDataStays()
    {
        const auto opened = savedAndOpened({});
        QVERIFY(opened);
        const auto exif = exifOf(opened.value());
        QCOMPARE(valueOf(exif, "Exif.Image.Make"), std::string("Enogu Works"));
        QCOMPARE(valueOf(exif, "Exif.Photo.ExposureTime"), std::string("1/125"));
        QCOMPARE(valueOf(exif, "Exif.Photo.PixelXDimension"), std::string("40"));
        QCOMPARE(valueOf(exif, "Exif.Photo.PixelYDimension"), std::string("30"));
        QCOMPARE(opened.value().image.extent(), (Extent{40, 30})); // orientation 6 is gone
        QVERIFY(Exiv2::ExifThumbC(exif).copy().size_ == 0);
        QVERIFY(opened.value().metadata->xmp.find("Rating") != std::string::npos);
    }

    void thePlaceIsDropped_data() { formats(); }
    void thePlaceIsDropped()
    {
        QFETCH(QString, name);
        const auto opened = savedAndOpened({});
        QVERIFY(opened);
        QCOMPARE(valueOf(exifOf(opened.value()), "Exif.GPSInfo.GPSLatitudeRef"), std::string());
        QCOMPARE(valueOf(exifOf(opened.value()), "Exif.Image.GPSTag"), std::string());
        QVERIFY(!contentOf(m_folder.filePath(name)).contains("GPS"));
    }

    void thePlaceIsKeptWhenAsked_data() { formats(); }
    void thePlaceIsKeptWhenAsked()
    {
        const auto opened = savedAndOpened({.keepGps = true});
        QVERIFY(opened);
        QCOMPARE(valueOf(exifOf(opened.value()), "Exif.GPSInfo.GPSLatitudeRef"), std::string("N"));
        QVERIFY(opened.value().metadata->xmp.find("GPSLatitude") != std::string::npos);
    }

    void theProfileComesBackByteForByte_data() { formats(); }
    void theProfileComesBackByteForByte()
    {
        const auto opened = savedAndOpened({});
        QVERIFY(opened);
        QVERIFY(opened.value().image.icc());
        QVERIFY(*opened.value().image.icc() == *wideProfile());
    }

    void aRecipeIsWrittenOnlyWhenGiven_data() { formats(); }
    void aRecipeIsWrittenOnlyWhenGiven()
    {
        QFETCH(QString, name);
        QVERIFY(savedAndOpened({}));
        QVERIFY(!contentOf(m_folder.filePath(name)).contains("ecipe"));
        QVERIFY(savedAndOpened({.recipeJson = "{\"style\":\"cel\"}"}));
        const auto content = contentOf(m_folder.filePath(name));
        QVERIFY(content.contains("ecipe") && content.contains("cel"));
    }

    void brokenBlocksDoNoHarm_data() { formats(); }
    void brokenBlocksDoNoHarm()
    {
        QFETCH(QString, name);
        Photo photo = cameraPhoto();
        auto exif = cameraExif();
        for (std::size_t i = 8; i < exif.size(); ++i)
            exif[i] = std::uint8_t(i * 37);
        photo.metadata = std::make_shared<const Metadata>(Metadata{exif, "<x:xmpmeta><broken"});
        const auto path = pathOf(m_folder.filePath(name));
        QVERIFY(savePhoto(photo, path, {.overwrite = true}));
        const auto opened = openPhoto(path);
        QVERIFY(opened);
        QVERIFY(opened.value().warnings.empty());
    }

    void aBrokenProfileIsSetAsideWithAWarning()
    {
        const auto junk = std::make_shared<const std::vector<std::uint8_t>>(500, std::uint8_t(7));
        const Image image = drawnImage({9, 9}, Channels::Rgb, Depth::U8).withIcc(junk);
        const auto bytes = writeTiff({image, {}, 92, {}});
        const auto name = m_folder.filePath(QStringLiteral("junk.tif"));
        writeContent(
            name, QByteArray(reinterpret_cast<const char*>(bytes.data()), qsizetype(bytes.size())));
        const auto opened = openPhoto(pathOf(name));
        QVERIFY(opened);
        QVERIFY(!opened.value().image.icc());
        QCOMPARE(opened.value().warnings.size(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(TestMetadata)
#include "tst_metadata.moc"
