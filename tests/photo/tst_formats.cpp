// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/photofile.h"
#include "tests/photo/fixtures.h"
#include "tests/photo/pictures.h"

#include <QTemporaryDir>
#include <QTest>

using namespace enogu;
using namespace enogu::testing;

class TestFormats : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    Outcome<Photo> opened(const QByteArray& file, const QString& name = QStringLiteral("a.bin"))
    {
        writeContent(m_folder.filePath(name), file);
        return openPhoto(pathOf(m_folder.filePath(name)));
    }
    static std::vector<int> pixel(const Image& image, int index)
    {
        std::vector<int> samples;
        for (int c = 0; c < image.channelCount(); ++c) {
            const auto at = std::size_t(index * image.channelCount() + c);
            samples.push_back(image.depth() == Depth::U8 ? image.bytes()[at] : image.row16(0)[at]);
        }
        return samples;
    }

private Q_SLOTS:
    void everyFormatOpensByItsBytes_data()
    {
        QTest::addColumn<QString>("format");
        for (const auto& format : sampleFormats())
            QTest::newRow(qPrintable(format)) << format;
    }
    void everyFormatOpensByItsBytes()
    {
        QFETCH(QString, format);
        const auto file = sampleFile(format);
        if (file.isEmpty())
            QSKIP("this machine's libheif has no encoder for it");
        const auto name = QStringLiteral("misnamed.txt");
        const auto photo = opened(file, name);
        QVERIFY2(photo, photo ? "" : photo.error().what());
        QCOMPARE(photo.value().image.extent(), (Extent{120, 90}));
        QCOMPARE(QString::fromStdString(photo.value().format).toLower(),
                 format.split(QLatin1Char(' ')).last());
        QVERIFY(photo.value().warnings.empty());
        const auto header = probePhoto(pathOf(m_folder.filePath(name)));
        QVERIFY(header);
        QCOMPARE(header.value().extent, (Extent{120, 90}));
        QCOMPARE(header.value().format, photo.value().format);
        QVERIFY(header.value().bytesWhenOpen >= photo.value().image.byteCount());
    }

    void heifColoursComeClose_data()
    {
        QTest::addColumn<QString>("format");
        QTest::newRow("heic") << QStringLiteral("heic");
        QTest::newRow("avif") << QStringLiteral("avif");
    }
    void heifColoursComeClose()
    {
        QFETCH(QString, format);
        const auto file = sampleFile(format);
        if (file.isEmpty())
            QSKIP("this machine's libheif has no encoder for it");
        const auto photo = opened(file);
        const Image drawn = drawnImage({120, 90}, Channels::Rgb, Depth::U8);
        for (int i : {0, 60, 5000, 10000}) {
            for (int c = 0; c < 3; ++c)
                QVERIFY(std::abs(pixel(photo.value().image, i)[std::size_t(c)] -
                                 pixel(drawn, i)[std::size_t(c)]) <= 12);
        }
    }

    void pngKindsBecomeRgb_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QList<int>>("second");
        using Row = QList<int>;
        const auto hex = [](const char* text) { return QByteArray::fromHex(text); };
        QTest::newRow("grey 8") << pngFile({2, 1, 8, 0}, hex("00 10 80")) << Row{128, 128, 128};
        QTest::newRow("grey 16") << pngFile({2, 1, 16, 0}, hex("00 1000 8001"))
                                 << Row{32769, 32769, 32769};
        QTest::newRow("grey 1") << pngFile({2, 1, 1, 0}, hex("00 40")) << Row{255, 255, 255};
        QTest::newRow("grey alpha")
            << pngFile({2, 1, 8, 4}, hex("00 10ff 8040")) << Row{128, 128, 128, 64};
        QTest::newRow("rgb 16") << pngFile({2, 1, 16, 2}, hex("00 000000000000 123456789abc"))
                                << Row{0x1234, 0x5678, 0x9abc};
        QTest::newRow("rgb with one clear colour")
            << pngFile({2, 1, 8, 2}, hex("00 000000 010203"), pngChunk("tRNS", hex("000100020003")))
            << Row{1, 2, 3, 0};
        const auto palette = pngChunk("PLTE", hex("000000 0a141e"));
        QTest::newRow("palette") << pngFile({2, 1, 8, 3}, hex("00 00 01"), palette)
                                 << Row{10, 20, 30};
        QTest::newRow("palette with alpha")
            << pngFile({2, 1, 8, 3}, hex("00 00 01"), palette + pngChunk("tRNS", hex("ff 33")))
            << Row{10, 20, 30, 51};
    }
    void pngKindsBecomeRgb()
    {
        QFETCH(QByteArray, file);
        QFETCH(QList<int>, second);
        const auto photo = opened(file);
        QVERIFY2(photo, photo ? "" : photo.error().what());
        const auto samples = pixel(photo.value().image, 1);
        QCOMPARE(QList<int>(samples.begin(), samples.end()), second);
    }

    void inksBecomeTheirColours()
    {
        const auto red = opened(inkJpeg(0, 255, 255, 0));
        QVERIFY(red);
        const auto r = pixel(red.value().image, 40);
        QVERIFY(r[0] > 245 && r[1] < 10 && r[2] < 10);
        const auto paper = pixel(opened(inkJpeg(0, 0, 0, 0)).value().image, 40);
        QVERIFY(paper[0] > 245 && paper[1] > 245 && paper[2] > 245);
        const auto black = pixel(opened(inkJpeg(0, 0, 0, 255)).value().image, 40);
        QVERIFY(black[0] < 10 && black[1] < 10 && black[2] < 10);
    }

    void aJpegIsFlattenedOnWhite()
    {
        std::vector<std::uint8_t> clear(32 * 32 * 4, 0);
        const Image image({32, 32}, Channels::Rgba, Depth::U8, std::move(clear));
        const auto path = pathOf(m_folder.filePath(QStringLiteral("white.jpg")));
        QVERIFY(savePhoto({image, nullptr, {}, {}}, path, {.overwrite = true}));
        const auto photo = openPhoto(path);
        QVERIFY(photo);
        QCOMPARE(pixel(photo.value().image, 7), (std::vector<int>{255, 255, 255}));
    }

    void webpKeepsAlphaAndAtFullQualityEverything()
    {
        const Image image = drawnImage({50, 40}, Channels::Rgba, Depth::U8);
        const auto path = pathOf(m_folder.filePath(QStringLiteral("alpha.webp")));
        QVERIFY(savePhoto({image, nullptr, {}, {}}, path, {.quality = 80}));
        const auto lossy = openPhoto(path);
        for (int i = 0; i < 2000; ++i)
            QCOMPARE(pixel(lossy.value().image, i)[3], pixel(image, i)[3]);
        QVERIFY(savePhoto({image, nullptr, {}, {}}, path, {.quality = 100, .overwrite = true}));
        QVERIFY(openPhoto(path).value().image == image);
    }

    void sixteenBitsAreRoundedForEightBitFormats()
    {
        const Image image = drawnImage({50, 40}, Channels::Rgb, Depth::U16);
        const auto path = pathOf(m_folder.filePath(QStringLiteral("deep.webp")));
        QVERIFY(savePhoto({image, nullptr, {}, {}}, path, {.quality = 100}));
        const auto photo = openPhoto(path);
        for (std::size_t i = 0; i < 6000; ++i)
            QCOMPARE(int(photo.value().image.bytes()[i]),
                     (image.row16(0)[i] * 255 + 32767) / 65535);
    }
};

QTEST_GUILESS_MAIN(TestFormats)
#include "tst_formats.moc"
