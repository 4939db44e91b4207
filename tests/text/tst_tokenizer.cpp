// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/bundled.h"
#include "engine/text/cliptokenizer.h"
#include "tests/text/strings.h"

#include <QElapsedTimer>
#include <QTest>

using namespace enogu;

using Ids = std::vector<std::int64_t>;

namespace {

ClipTokenizer golden(const char* folder)
{
    return ClipTokenizer::fromFolder(std::string(ENOGU_SOURCE_DIR "/tests/golden/text/") + folder);
}

std::string repeated(const std::string& text, int times)
{
    std::string result;
    for (int i = 0; i < times; ++i)
        result += text;
    return result;
}

/// Milliseconds of the quickest of three readings.
double timeOf(const ClipTokenizer& tokenizer, const std::string& text)
{
    double best = 1e9;
    for (int i = 0; i < 3; ++i) {
        QElapsedTimer timer;
        timer.start();
        if (tokenizer.ids(text).empty())
            return -1;
        best = std::min(best, double(timer.nsecsElapsed()) / 1e6);
    }
    return best;
}

} // namespace

class TestTokenizer : public QObject
{
    Q_OBJECT

private:
    void compare(const ClipTokenizer& tokenizer, const char* file, int atLeast)
    {
        const auto hashes = hashesOf(file);
        QVERIFY(int(hashes.size()) >= atLeast);
        for (std::size_t i = 0; i < hashes.size(); ++i) {
            const std::string text = countedString(int(i));
            if (hashOf(tokenizer.ids(text)) != hashes[i])
                QFAIL(("string " + std::to_string(i) + " of " + file + ": " + text).c_str());
        }
    }

private Q_SLOTS:
    void init()
    {
        const bool needsPublished =
            !QString::fromLatin1(QTest::currentTestFunction()).startsWith(QLatin1String("aSmall"));
        if (needsPublished && bundledFile("clip/merges.txt").empty())
            QSKIP("CLIP's vocabulary is not installed: run packaging/dependencies");
    }

    void aPromptHasThePublishedIds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Ids>("ids");
        const auto row = [](const char* text, const Ids& ids) {
            QTest::newRow(text) << QString::fromUtf8(text) << ids;
        };
        row("", {});
        row("a photo of a cat", {320, 1125, 539, 320, 2368});
        row("turn green chairs into blue", {2105, 1901, 12033, 1095, 1746});
        row("change the color of the bus to black", {1799, 518, 3140, 539, 518, 2840, 531, 1449});
        row("turn him into a cyborg", {2105, 1269, 1095, 320, 36650});
        row("A Bowl of PEARS!!", {320, 3814, 539, 39565, 748});
        row("a bowl of fruits", {320, 3814, 539, 13282});
        row("it's 2024, café", {585, 568, 273, 271, 273, 275, 267, 15304});
        row("don't", {847, 713});
        row("👍🏽 ok", {43722, 2481});
        row("  make   the\tmountains\n snowy  ", {1078, 518, 5873, 14191});
        row("アニメ風にして",
            {26560, 2429, 233, 2429, 94, 165, 95, 101, 4813, 104, 4813, 245, 4813, 355});
    }
    void aPromptHasThePublishedIds()
    {
        QFETCH(QString, text);
        QFETCH(Ids, ids);
        const auto tokenizer = ClipTokenizer::standard();
        QCOMPARE(tokenizer.ids(text.toStdString()), ids);
        Ids whole{49406};
        whole.insert(whole.end(), ids.begin(), ids.end());
        whole.resize(77, 49407);
        QCOMPARE(tokenizer.encode(text.toStdString()), whole);
    }

    void theVocabularyHasItsPublishedSizes()
    {
        const auto tokenizer = ClipTokenizer::standard();
        QCOMPARE(tokenizer.vocabularySize(), std::size_t(49408));
        QCOMPARE(tokenizer.beginId(), 49406);
        QCOMPARE(tokenizer.endId(), 49407);
        QCOMPARE(tokenizer.padId(), 49407);
        QCOMPARE(tokenizer.length(), std::size_t(77));
        QCOMPARE(ClipTokenizer::standard(ClipTokenizer::Padding::Zero).padId(), 0);
    }

    void aLongPromptIsCutToSeventyFive()
    {
        Ids expected(77, 2368);
        expected.front() = 49406;
        expected.back() = 49407;
        QCOMPARE(ClipTokenizer::standard().encode(repeated("cat ", 100)), expected);
    }

    void aShortPromptOfSdTwoEndsInZeros()
    {
        const auto ids = ClipTokenizer::standard(ClipTokenizer::Padding::Zero).encode("cat");
        QCOMPARE(Ids(ids.begin(), ids.begin() + 4), (Ids{49406, 2368, 49407, 0}));
        QCOMPARE(ids.back(), 0);
    }

    void stringsOfManyScriptsHaveTheReferencesIds()
    {
        compare(ClipTokenizer::standard(), "sd1.txt", 12000);
        compare(ClipTokenizer::standard(ClipTokenizer::Padding::Zero), "sd2.txt", 1900);
    }

    void aSmallVocabularyHasTheReferencesIds()
    {
        compare(golden("old"), "old.txt", 1900);
        compare(golden("new"), "new.txt", 1900);
    }

    void aSmallVocabularyTakesItsLengthAndPaddingFromItsFolder()
    {
        const auto tokenizer = golden("new");
        QCOMPARE(tokenizer.length(), std::size_t(16));
        QCOMPARE(tokenizer.encode("").size(), std::size_t(16));
        QCOMPARE(tokenizer.encode("").back(), 0);
    }

    void everyCharacterHasTheReferencesIds()
    {
        const auto tokenizer = ClipTokenizer::standard();
        const auto hashes = hashesOf("characters.txt");
        QCOMPARE(hashes.size(), std::size_t(0x40000 / 1024));
        for (std::size_t block = 0; block < hashes.size(); ++block) {
            Ids ids;
            for (auto point = char32_t(block * 1024); point < (block + 1) * 1024; ++point) {
                if (point >= 0xD800 && point < 0xE000)
                    continue;
                const std::string c = utf8OfPoint(point);
                for (const auto& text : {c, "e\u0301" + c + "\u0334\u0323x" + c}) {
                    const Ids own = tokenizer.ids(text);
                    ids.insert(ids.end(), own.begin(), own.end());
                }
            }
            QVERIFY2(hashOf(ids) == hashes[block],
                     qPrintable(QStringLiteral("block U+%1").arg(block * 1024, 0, 16)));
        }
    }

    void bytesThatAreNoUtf8AreReadAsReplacementCharacters()
    {
        const auto tokenizer = ClipTokenizer::standard();
        QCOMPARE(tokenizer.ids("a\xFF z"), tokenizer.ids("a\uFFFD z"));
        QCOMPARE(tokenizer.ids("\xED\xA0\x80"), tokenizer.ids("\uFFFD\uFFFD\uFFFD"));
        QCOMPARE(tokenizer.ids("caf\xC3"), tokenizer.ids("caf\uFFFD"));
    }

    void timeGrowsWithTheLengthAlone_data()
    {
        QTest::addColumn<QByteArray>("unit");
        QTest::addColumn<int>("times");
        QTest::newRow("words") << QByteArray("a photo of a cat, ") << 7000;
        QTest::newRow("one word") << QByteArray("abcdefghij") << 4000;
        QTest::newRow("one letter") << QByteArray("a") << 40000;
        QTest::newRow("marks out of order") << QByteArray("\u0301\u0323") << 40000;
        QTest::newRow("punctuation") << QByteArray("<|endoftex") << 12000;
        QTest::newRow("spaces") << QByteArray(" \t\n") << 40000;
    }
    void timeGrowsWithTheLengthAlone()
    {
        QFETCH(QByteArray, unit);
        QFETCH(int, times);
        const auto tokenizer = ClipTokenizer::standard();
        const std::string text = "x " + repeated(unit.toStdString(), times);
        const double once = timeOf(tokenizer, text);
        const double eightfold = timeOf(tokenizer, "x " + repeated(unit.toStdString(), 8 * times));
        QVERIFY2(eightfold < 24 * once + 5, // quadratic time would be 64-fold
                 qPrintable(QStringLiteral("%1 ms, eightfold %2 ms").arg(once).arg(eightfold)));
    }
};

QTEST_GUILESS_MAIN(TestTokenizer)
#include "tst_tokenizer.moc"
