// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/photofile.h"
#include "tests/photo/pictures.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace enogu;
using namespace enogu::testing;

class TestPhotoFile : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString at(const QString& name) const { return m_folder.filePath(name); }

private Q_SLOTS:
    void losslessFormatsKeepEverySample_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("depth");
        for (const char* suffix : {"png", "tif"}) {
            for (int channels : {3, 4}) {
                for (int depth : {1, 2})
                    QTest::addRow("%s %d channels %d bytes", suffix, channels, depth)
                        << QStringLiteral("a%1%2.%3")
                               .arg(channels)
                               .arg(depth)
                               .arg(QLatin1String(suffix))
                        << channels << depth;
            }
        }
    }
    void losslessFormatsKeepEverySample()
    {
        QFETCH(QString, name);
        QFETCH(int, channels);
        QFETCH(int, depth);
        const Image image = drawnImage({61, 47}, Channels(channels), Depth(depth));
        const auto saved = savePhoto({image, nullptr, {}, {}}, pathOf(at(name)));
        QVERIFY2(saved, saved ? "" : saved.error().what());
        const auto opened = openPhoto(pathOf(at(name)));
        QVERIFY2(opened, opened ? "" : opened.error().what());
        QVERIFY(opened.value().warnings.empty());
        QVERIFY(opened.value().image == image);
    }

    void aJpegComesBackClose()
    {
        const Image image = drawnImage({64, 48}, Channels::Rgb, Depth::U8);
        QVERIFY(savePhoto({image, nullptr, {}, {}}, pathOf(at(QStringLiteral("a.jpg")))));
        const auto opened = openPhoto(pathOf(at(QStringLiteral("a.jpg"))));
        QVERIFY(opened);
        QCOMPARE(opened.value().format, std::string("JPEG"));
        int worst = 0;
        for (std::size_t i = 0; i < image.byteCount(); ++i)
            worst = std::max(worst, std::abs(image.bytes()[i] - opened.value().image.bytes()[i]));
        QVERIFY2(worst < 12, qPrintable(QString::number(worst)));
    }

    void whatIsNoPhotoGetsOneSentence_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("missing") << QStringLiteral("missing.jpg") << QByteArray();
        QTest::newRow("text") << QStringLiteral("text.jpg") << QByteArray("hello, world\n");
        QTest::newRow("empty") << QStringLiteral("empty.png") << QByteArray("");
        QTest::newRow("long name") << QString(240, QLatin1Char('n')) << QByteArray("x");
        QTest::newRow("folder") << QStringLiteral(".") << QByteArray();
        QTest::newRow("pipe") << QStringLiteral("pipe") << QByteArray();
    }
    void whatIsNoPhotoGetsOneSentence()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        if (!content.isNull())
            writeContent(at(name), content);
        if (name == QStringLiteral("pipe"))
            QCOMPARE(::mkfifo(qPrintable(at(name)), 0600), 0);
        const auto opened = openPhoto(pathOf(at(name)));
        QVERIFY(!opened);
        const auto sentence = QString::fromUtf8(opened.error().what());
        QVERIFY2(sentence.size() <= 300, qPrintable(sentence));
        QVERIFY2(sentence.contains(name.left(50)), qPrintable(sentence));
        QVERIFY(!sentence.contains(QLatin1Char('\n')));
    }

    void anExistingFileIsNotOverwritten()
    {
        const auto name = at(QStringLiteral("kept.png"));
        writeContent(name, "precious");
        const Image image = drawnImage({4, 4}, Channels::Rgb, Depth::U8);
        const auto saved = savePhoto({image, nullptr, {}, {}}, pathOf(name));
        QVERIFY(!saved);
        QVERIFY(saved.error().code() == ErrorCode::FileExists);
        QCOMPARE(contentOf(name), QByteArray("precious"));
        QVERIFY(savePhoto({image, nullptr, {}, {}}, pathOf(name), {.overwrite = true}));
        QVERIFY(openPhoto(pathOf(name)));
    }
};

QTEST_GUILESS_MAIN(TestPhotoFile)
#include "tst_photofile.moc"
