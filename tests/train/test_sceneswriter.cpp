// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/error.h"
#include "engine/train/scenes/writer.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace enogu;

class TestScenesWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRowNamesItsPictures();
    void theMaskIsWhereThePicturesDiffer();
    void aLongerRunBeginsWithTheShorterOne();
    void heldOutPairsAndPhrasingsAreMarked_data();
    void heldOutPairsAndPhrasingsAreMarked();
    void aFolderWithFilesIsLeftAlone();
    void aFileInPlaceOfTheFolderIsRefused();
    void whatWasWrittenBeforeAStopIsWhole();

private:
    QString folder(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
    ScenesOptions options(const char* name, int count, bool heldOut = false) const
    {
        return {folder(name).toStdString(), 5, count, 64, heldOut};
    }

    QTemporaryDir m_folder;
};

namespace {

QList<QJsonObject> rowsOf(const QString& folder)
{
    QFile file(folder + QLatin1String("/metadata.jsonl"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QList<QJsonObject> rows;
    for (const QByteArray& line : file.readAll().split('\n'))
        if (!line.isEmpty())
            rows.append(QJsonDocument::fromJson(line).object());
    return rows;
}

QImage pictureOf(const QString& folder, const QJsonObject& row, const char* column)
{
    return QImage(folder + QLatin1Char('/') + row[QLatin1String(column)].toString());
}

bool write(const ScenesOptions& options)
{
    return writeScenes(options, [](const TrainReport&) {}, {});
}

QString sentenceOf(const ScenesOptions& options)
{
    try {
        write(options);
    } catch (const Error& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

} // namespace

void TestScenesWriter::everyRowNamesItsPictures()
{
    QVERIFY(write(options("all", 12)));
    const auto rows = rowsOf(folder("all"));
    QCOMPARE(rows.size(), 12);
    for (const QJsonObject& row : rows) {
        for (const char* column : {"file_name", "edited_file_name", "mask_file_name"})
            QCOMPARE(pictureOf(folder("all"), row, column).size(), QSize(64, 64));
        for (const char* column : {"instruction", "caption", "edited_caption", "kind"})
            QVERIFY(!row[QLatin1String(column)].toString().isEmpty());
    }
}

void TestScenesWriter::theMaskIsWhereThePicturesDiffer()
{
    QVERIFY(write(options("masks", 12)));
    for (const QJsonObject& row : rowsOf(folder("masks"))) {
        const QImage before = pictureOf(folder("masks"), row, "file_name");
        const QImage after = pictureOf(folder("masks"), row, "edited_file_name");
        const QImage mask = pictureOf(folder("masks"), row, "mask_file_name");
        int marked = 0, differing = 0;
        for (int y = 0; y < 64; ++y)
            for (int x = 0; x < 64; ++x)
                if (qRed(mask.pixel(x, y)) >= 128) {
                    ++marked;
                    differing += before.pixel(x, y) != after.pixel(x, y) ? 1 : 0;
                }
        QVERIFY(marked > 0 && differing * 4 > marked);
    }
}

void TestScenesWriter::aLongerRunBeginsWithTheShorterOne()
{
    QVERIFY(write(options("short", 3)) && write(options("long", 5)));
    QCOMPARE(rowsOf(folder("long")).mid(0, 3), rowsOf(folder("short")));
    const QJsonObject last = rowsOf(folder("short")).last();
    QCOMPARE(pictureOf(folder("long"), last, "file_name"),
             pictureOf(folder("short"), last, "file_name"));
}

void TestScenesWriter::heldOutPairsAndPhrasingsAreMarked_data()
{
    QTest::addColumn<bool>("heldOut");
    QTest::newRow("training") << false;
    QTest::newRow("held out") << true;
}

void TestScenesWriter::heldOutPairsAndPhrasingsAreMarked()
{
    QFETCH(bool, heldOut);
    const char* name = heldOut ? "heldout" : "training";
    QVERIFY(write(options(name, 40, heldOut)));
    int pairs = 0, phrasings = 0;
    for (const QJsonObject& row : rowsOf(folder(name))) {
        pairs += row[QLatin1String("held_out_pair")].toBool() ? 1 : 0;
        phrasings += row[QLatin1String("held_out_phrasing")].toBool() ? 1 : 0;
    }
    QCOMPARE(pairs > 0, heldOut);
    QCOMPARE(phrasings > 0, heldOut);
}

void TestScenesWriter::aFolderWithFilesIsLeftAlone()
{
    QVERIFY(QDir().mkpath(folder("full")));
    QFile file(folder("full/mine.txt"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    QVERIFY(sentenceOf(options("full", 2)).contains(QLatin1String("is not empty")));
    QCOMPARE(QDir(folder("full")).entryList(QDir::AllEntries | QDir::NoDotAndDotDot).size(), 1);
}

void TestScenesWriter::aFileInPlaceOfTheFolderIsRefused()
{
    QFile file(folder("file"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    QVERIFY(sentenceOf(options("file", 2)).contains(QLatin1String("is a file")));
}

void TestScenesWriter::whatWasWrittenBeforeAStopIsWhole()
{
    std::stop_source source;
    const auto stopAtThree = [&](const TrainReport& report) {
        if (report.step == 3)
            source.request_stop();
    };
    QVERIFY(!writeScenes(options("stopped", 10), stopAtThree, source.get_token()));
    const auto rows = rowsOf(folder("stopped"));
    QCOMPARE(rows.size(), 3);
    QVERIFY(!pictureOf(folder("stopped"), rows.last(), "mask_file_name").isNull());
}

QTEST_GUILESS_MAIN(TestScenesWriter)
#include "test_sceneswriter.moc"
