// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/text/textreach.h"

#include <QTest>

using namespace enogu;

class TextReachTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTextIsReadAsFarAsItsTokensGo_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("tokens");
        QTest::addColumn<int>("read");
        const QByteArray cat = "cat ", full = cat.repeated(75);
        QTest::newRow("empty") << QByteArray() << 0 << 0;
        QTest::newRow("a few words") << QByteArray("a photo of a cat") << 5 << 16;
        QTest::newRow("just full") << full << 75 << 300;
        QTest::newRow("full, and blanks") << full + "  \n" << 75 << 303;
        QTest::newRow("a word too many") << full + "dog" << 76 << 300;
        QTest::newRow("many too many") << cat.repeated(100) << 100 << 300;
        const QByteArray glasses = QStringLiteral("眼鏡").toUtf8();
        QTest::newRow("cut between characters") << cat.repeated(74) + glasses << 79 << 296;
    }

    void aTextIsReadAsFarAsItsTokensGo()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, tokens);
        QFETCH(int, read);
        const TextReach reach = reachOf(m_tokenizer, text.toStdString());
        QCOMPARE(reach.tokens, tokens);
        QCOMPARE(reach.limit, 75);
        QCOMPARE(int(reach.bytesRead), read);
    }

    void whatIsReadIsAllThatTheModelSees()
    {
        const std::string text = QByteArray("it's a sunny day, 2024! ").repeated(20).toStdString();
        const TextReach reach = reachOf(m_tokenizer, text);
        QVERIFY(reach.bytesRead < text.size());
        const std::string prefix = text.substr(0, reach.bytesRead);
        QVERIFY(m_tokenizer.encode(prefix) == m_tokenizer.encode(text));
    }

    void brokenUtf8DoesNoHarm()
    {
        const std::string text(400, '\x80');
        const TextReach reach = reachOf(m_tokenizer, text);
        QVERIFY(reach.tokens > reach.limit);
        QVERIFY(reach.bytesRead <= text.size());
    }

private:
    const ClipTokenizer m_tokenizer = ClipTokenizer::standard();
};

QTEST_APPLESS_MAIN(TextReachTest)
#include "tst_textreach.moc"
