// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

namespace {

/// The exit status of `enogu` with these words; its output goes to `out`.
int run(const QString& words, QByteArray& out)
{
    QProcess program;
    program.start(QStringLiteral(ENOGU_PROGRAM), words.split(QLatin1Char(' ')));
    if (!program.waitForFinished(300'000) || program.exitStatus() != QProcess::NormalExit)
        return -1;
    out = program.readAllStandardOutput();
    return program.exitCode();
}

} // namespace

/// `enogu bench` as a person runs it.
class BenchCommandTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theStatusTellsWhatWentWrong_data();
    void theStatusTellsWhatWentWrong();
    void aRowHoldsBothWaysAndTheirRatio();
};

void BenchCommandTest::theStatusTellsWhatWentWrong_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<int>("status");
    QTest::newRow("nothing") << QStringLiteral("bench") << 2;
    QTest::newRow("unknown subject") << QStringLiteral("bench everything") << 2;
    QTest::newRow("attention of something") << QStringLiteral("bench attention cel") << 2;
    QTest::newRow("unknown option") << QStringLiteral("bench animeify --fast") << 2;
    QTest::newRow("a network by name") << QStringLiteral("bench unet sd1") << 2;
    QTest::newRow("sizes of no latents") << QStringLiteral("bench unet --sizes 100") << 2;
    QTest::newRow("unknown network") << QStringLiteral("bench unet --network sd9") << 1;
    QTest::newRow("no size") << QStringLiteral("bench animeify cel --pixels 0") << 2;
    QTest::newRow("no such file") << QStringLiteral("bench animeify /nowhere/at/all.pth") << 1;
}

void BenchCommandTest::theStatusTellsWhatWentWrong()
{
    QFETCH(QString, words);
    QByteArray out;
    QTEST(run(words, out), "status");
}

void BenchCommandTest::aRowHoldsBothWaysAndTheirRatio()
{
    QByteArray out;
    QCOMPARE(run(QStringLiteral("bench animeify cel --pixels 0.05 --repeats 1 --json"), out), 0);
    const QJsonObject row = QJsonDocument::fromJson(out.trimmed().split('\n').last()).object();
    const double ours = row.value(QLatin1String("coreSecondsPerMpx")).toDouble();
    const double plain = row.value(QLatin1String("plainCoreSecondsPerMpx")).toDouble();
    QVERIFY2(ours > 0 && plain > 0, out);
    QCOMPARE(row.value(QLatin1String("ratio")).toDouble(), plain / ours);
    QVERIFY(row.value(QLatin1String("gigabytesPerMpx")).toDouble() > 0);
    QVERIFY(row.value(QLatin1String("meanDifference")).toDouble() < 2);
}

QTEST_GUILESS_MAIN(BenchCommandTest)
#include "commandtest.moc"
