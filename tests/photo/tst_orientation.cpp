// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/photofile.h"
#include "engine/photo/writers.h"
#include "tests/photo/pictures.h"

#include <QTemporaryDir>
#include <QTest>

using namespace enogu;
using namespace enogu::testing;

namespace {

/// A TIFF stream that holds nothing but the orientation.
std::vector<std::uint8_t> exifWith(int orientation)
{
    return {
        'I', 'I', '*', 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, std::uint8_t(orientation),
        0,   0,   0,   0, 0, 0, 0};
}

QByteArray fileWith(const QString& format, const Image& image, int orientation)
{
    const Metadata metadata{exifWith(orientation), {}};
    const WriteJob job{image, metadata, 100, {}};
    const auto bytes = format == QStringLiteral("jpeg")   ? writeJpeg(job)
                       : format == QStringLiteral("png")  ? writePng(job)
                       : format == QStringLiteral("webp") ? writeWebp(job)
                                                          : writeTiff({image, {}, 100, {}});
    QByteArray file(reinterpret_cast<const char*>(bytes.data()), qsizetype(bytes.size()));
    if (format == QStringLiteral("tiff")) {
        const auto at = file.indexOf(QByteArray::fromHex("12010300010000000100"));
        Q_ASSERT(at > 0);
        file[at + 8] = char(orientation);
    }
    return file;
}

/// The stored pixel that an upright picture shows at (x, y): the table of the EXIF standard.
std::pair<int, int> storedPlace(int orientation, int x, int y, Extent stored)
{
    const int right = stored.width - 1, bottom = stored.height - 1;
    switch (orientation) {
    case 2:
        return {right - x, y};
    case 3:
        return {right - x, bottom - y};
    case 4:
        return {x, bottom - y};
    case 5:
        return {y, x};
    case 6:
        return {y, bottom - x};
    case 7:
        return {right - y, bottom - x};
    case 8:
        return {right - y, x};
    default:
        return {x, y};
    }
}

bool samePixel(const Image& a, int ax, int ay, const Image& b, int bx, int by)
{
    const auto size = a.bytesPerRow() / std::size_t(a.width());
    return !std::memcmp(a.bytes() + std::size_t(ay) * a.bytesPerRow() + std::size_t(ax) * size,
                        b.bytes() + std::size_t(by) * b.bytesPerRow() + std::size_t(bx) * size,
                        size);
}

} // namespace

class TestOrientation : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

private Q_SLOTS:
    void aPhotoOpensUpright_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<int>("orientation");
        QTest::addColumn<int>("depth");
        for (const char* format : {"jpeg", "png", "webp", "tiff"}) {
            for (int orientation = 1; orientation <= 8; ++orientation) {
                QTest::addRow("%s %d", format, orientation)
                    << QString::fromLatin1(format) << orientation << 1;
                if (format[0] == 't' || format[0] == 'p')
                    QTest::addRow("%s %d 16 bits", format, orientation)
                        << QString::fromLatin1(format) << orientation << 2;
            }
        }
    }
    void aPhotoOpensUpright()
    {
        QFETCH(QString, format);
        QFETCH(int, orientation);
        QFETCH(int, depth);
        const bool alpha = format != QStringLiteral("jpeg");
        const Image drawn =
            drawnImage({23, 17}, alpha ? Channels::Rgba : Channels::Rgb, Depth(depth));
        const auto plain = m_folder.filePath(QStringLiteral("plain"));
        const auto turned = m_folder.filePath(QStringLiteral("turned"));
        writeContent(plain, fileWith(format, drawn, 1));
        writeContent(turned, fileWith(format, drawn, orientation));
        const auto stored = openPhoto(pathOf(plain));
        const auto opened = openPhoto(pathOf(turned));
        QVERIFY(stored && opened);
        const Image& a = opened.value().image;
        const Image& b = stored.value().image;
        QCOMPARE(a.width(), orientation >= 5 ? 17 : 23);
        for (int y = 0; y < a.height(); ++y) {
            for (int x = 0; x < a.width(); ++x) {
                const auto [sx, sy] = storedPlace(orientation, x, y, b.extent());
                QVERIFY(samePixel(a, x, y, b, sx, sy));
            }
        }
    }

    void anUnknownOrientationChangesNothing()
    {
        const Image drawn = drawnImage({9, 5}, Channels::Rgb, Depth::U8);
        for (int orientation : {0, 9, 255}) {
            const auto name = m_folder.filePath(QStringLiteral("odd.png"));
            writeContent(name, fileWith(QStringLiteral("png"), drawn, orientation));
            const auto opened = openPhoto(pathOf(name));
            QVERIFY(opened);
            QVERIFY(opened.value().image == drawn);
        }
    }
};

QTEST_GUILESS_MAIN(TestOrientation)
#include "tst_orientation.moc"
