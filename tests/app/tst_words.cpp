// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/console.h"
#include "app/cli/filenames.h"
#include "app/words/arguments.h"

#include <QTest>

using namespace enogu;

/// The words of a command line and the one line of a failure.
class WordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPathIsShownAsUtf8();
    void celIsCelInAnyCase();
    void optionsAreTakenApart();
    void wrongWordsAreRefused_data();
    void wrongWordsAreRefused();
    void aFailureIsOneShortLineWithTheFilesName_data();
    void aFailureIsOneShortLineWithTheFilesName();
};

void WordsTest::aPathIsShownAsUtf8()
{
    QCOMPARE(shown("絵の具 🎨"), QStringLiteral("絵の具 🎨"));
    QCOMPARE(shown("caf\xe9"), QStringLiteral("caf\uFFFD"));
}

void WordsTest::celIsCelInAnyCase()
{
    QCOMPARE(styleFrom("Cel"), "cel");
    QCOMPARE(styleFrom("CEL"), "cel");
    QCOMPARE(styleFrom("./Cel"), "./Cel");
}

void WordsTest::optionsAreTakenApart()
{
    const Arguments given({"a", "--size=3", "--fast", "--name", "--odd\xff", "--", "--b"},
                          {"size", "name"}, {"fast"});
    QCOMPARE(given.positionals(), (WordList{"a", "--b"}));
    QCOMPARE(given.integer("size", 0, 0, 9), 3);
    QCOMPARE(given.number("size", 0, 0, 9), 3);
    QCOMPARE(given.text("name"), "--odd\xff");
    QVERIFY(given.has("fast"));
    QVERIFY(asksForHelp({"a", "--help"}));
    QVERIFY(!asksForHelp({"--", "--help"}));
}

void WordsTest::wrongWordsAreRefused_data()
{
    QTest::addColumn<QString>("words");
    for (const char* line :
         {"--unknown", "--size", "--fast=1", "--fast --fast", "--size 1 --size 2", "--size 10",
          "--size -1", "--size x", "--size 1.5", "--size nan", "--size 3x", "--size="})
        QTest::newRow(line) << QString::fromLatin1(line);
}

void WordsTest::wrongWordsAreRefused()
{
    QFETCH(QString, words);
    const auto read = [&] {
        const Arguments given(parted(words.toStdString()), {"size"}, {"fast"});
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
