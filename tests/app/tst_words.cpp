// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/console.h"
#include "app/cli/filenames.h"

#include <QTest>

using namespace enogu;

/// The words of a command line and the one line of a failure.
class WordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyByteOfAWordComesBack_data();
    void everyByteOfAWordComesBack();
    void utf8IsReadAsUtf8();
    void celIsCelInAnyCase();
    void optionsAreTakenApart();
    void wrongWordsAreRefused_data();
    void wrongWordsAreRefused();
    void aFailureIsOneShortLineWithTheFilesName_data();
    void aFailureIsOneShortLineWithTheFilesName();
};

void WordsTest::everyByteOfAWordComesBack_data()
{
    QTest::addColumn<QByteArray>("word");
    QByteArray all;
    for (int byte = 255; byte > 0; --byte)
        all += char(byte);
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("every byte") << all;
    QTest::newRow("latin 1") << QByteArray("caf\xe9.png");
    QTest::newRow("cut UTF-8") << QByteArray("\xe7\xb5");
    QTest::newRow("UTF-8") << QByteArray("絵の具 🎨.png");
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf"
                                                   "a\xef\xbb\xbf");
    QTest::newRow("a surrogate in UTF-8") << QByteArray("\xed\xb2\x80");
    QTest::newRow("overlong") << QByteArray("\xc0\xaf");
}

void WordsTest::everyByteOfAWordComesBack()
{
    QFETCH(QByteArray, word);
    QCOMPARE(QByteArray::fromStdString(bytesFromText(textFromBytes(word.constData()))), word);
}

void WordsTest::utf8IsReadAsUtf8()
{
    QCOMPARE(textFromBytes("絵の具 🎨"), QStringLiteral("絵の具 🎨"));
    QCOMPARE(shown("caf\xe9"), QStringLiteral("caf\uFFFD"));
}

void WordsTest::celIsCelInAnyCase()
{
    QCOMPARE(styleFromText(QStringLiteral("Cel")), "cel");
    QCOMPARE(styleFromText(QStringLiteral("CEL")), "cel");
    QCOMPARE(styleFromText(QStringLiteral("./Cel")), "./Cel");
}

void WordsTest::optionsAreTakenApart()
{
    const Arguments given({QStringLiteral("a"), QStringLiteral("--size=3"),
                           QStringLiteral("--fast"), QStringLiteral("--name"),
                           QStringLiteral("--odd"), QStringLiteral("--"), QStringLiteral("--b")},
                          {QStringLiteral("size"), QStringLiteral("name")},
                          {QStringLiteral("fast")});
    QCOMPARE(given.positionals(), (QStringList{QStringLiteral("a"), QStringLiteral("--b")}));
    QCOMPARE(given.integer("size", 0, 0, 9), 3);
    QCOMPARE(given.text("name"), QStringLiteral("--odd"));
    QVERIFY(given.has("fast"));
    QVERIFY(asksForHelp({QStringLiteral("a"), QStringLiteral("--help")}));
    QVERIFY(!asksForHelp({QStringLiteral("--"), QStringLiteral("--help")}));
}

void WordsTest::wrongWordsAreRefused_data()
{
    QTest::addColumn<QStringList>("words");
    for (const char* line :
         {"--unknown", "--size", "--fast=1", "--fast --fast", "--size 1 --size 2", "--size 10",
          "--size -1", "--size x", "--size 1.5", "--size nan"})
        QTest::newRow(line) << QString::fromLatin1(line).split(QLatin1Char(' '));
}

void WordsTest::wrongWordsAreRefused()
{
    QFETCH(QStringList, words);
    const auto read = [&] {
        const Arguments given(words, {QStringLiteral("size")}, {QStringLiteral("fast")});
        return given.integer("size", 0, 0, 9);
    };
    QVERIFY_THROWS_EXCEPTION(UsageError, read());
}

void WordsTest::aFailureIsOneShortLineWithTheFilesName_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("sentence");
    const QString file = QStringLiteral("a.png");
    QTest::newRow("named") << file << QStringLiteral("a.png was not found.");
    QTest::newRow("not named") << file << QStringLiteral("It was not found.");
    QTest::newRow("several lines") << file << QStringLiteral("One\r\ntwo\u2028three\x1b[31m.");
    QTest::newRow("long sentence") << file << QString(1000, QLatin1Char('x'));
    QTest::newRow("long and wide") << file << QString(1000, QChar(u'絵'));
    QTest::newRow("named late") << file << QString(400, QLatin1Char('x')) + file;
    QTest::newRow("long folder") << QString(500, QLatin1Char('d')) + QStringLiteral("/a.png")
                                 << QStringLiteral("No.");
}

void WordsTest::aFailureIsOneShortLineWithTheFilesName()
{
    QFETCH(QString, file);
    QFETCH(QString, sentence);
    const QString line = oneLine(file, sentence);
    QVERIFY2(line.contains(QStringLiteral("a.png")), qPrintable(line));
    QVERIFY2(line.toUtf8().size() <= 300, qPrintable(line));
    for (const QChar c : line)
        QVERIFY(c.category() != QChar::Other_Control && c != QChar::LineSeparator);
}

QTEST_GUILESS_MAIN(WordsTest)
#include "tst_words.moc"
