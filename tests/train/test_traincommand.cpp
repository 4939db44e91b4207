// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

namespace {

struct Ended
{
    int status;
    QByteArray out, err;
};

QStringList smallRun(const QString& folder, const QString& steps)
{
    return {QStringLiteral("train"),     QStringLiteral("cel"),
            QStringLiteral("--out"),     folder,
            QStringLiteral("--steps"),   steps,
            QStringLiteral("--batch"),   QStringLiteral("2"),
            QStringLiteral("--crop"),    QStringLiteral("40"),
            QStringLiteral("--threads"), QStringLiteral("1"),
            QStringLiteral("--json"),    QStringLiteral("--first-pictures"),
            QStringLiteral("1"),         QStringLiteral("--pictures"),
            QStringLiteral("1")};
}

QStringList scenesRun(const QString& folder, const QString& count)
{
    return {QStringLiteral("train"), QStringLiteral("scenes"),  folder, QStringLiteral("--size"),
            QStringLiteral("32"),    QStringLiteral("--count"), count,  QStringLiteral("--json")};
}

/// Rows of a data set that are JSON objects.
qsizetype rowsIn(const QString& folder)
{
    QFile file(folder + QLatin1String("/metadata.jsonl"));
    qsizetype rows = 0;
    if (file.open(QIODevice::ReadOnly))
        for (const QByteArray& line : file.readAll().split('\n'))
            rows += QJsonDocument::fromJson(line).isObject() ? 1 : 0;
    return rows;
}

Ended run(const QStringList& arguments)
{
    QProcess program;
    program.start(QStringLiteral(ENOGU_PROGRAM), arguments);
    if (!program.waitForFinished(300'000) || program.exitStatus() != QProcess::NormalExit)
        return {-1, {}, {}};
    return {program.exitCode(), program.readAllStandardOutput(), program.readAllStandardError()};
}

void writeFile(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
}

QJsonObject lastObject(const QByteArray& lines)
{
    return QJsonDocument::fromJson(lines.trimmed().split('\n').last()).object();
}

} // namespace

/// `enogu train` as a person runs it.
class TestTrainCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWrongUsageEndsWithTwo_data();
    void aWrongUsageEndsWithTwo();
    void aFolderThatCannotBeMadeIsOneSentence();
    void aForeignCheckpointIsOneSentence();
    void anotherSeedIsRefused();
    void aRunLeavesWeightsCurveAndLog();
    void anInterruptedRunGoesOn();
    void drawnScenesBecomeADataSet();
    void aDataSetIsNotDrawnOverFiles();
    void anInterruptedDataSetIsWhole();
};

void TestTrainCommand::aWrongUsageEndsWithTwo_data()
{
    QTest::addColumn<QString>("words");
    QTest::newRow("nothing") << QStringLiteral("train");
    QTest::newRow("no folder") << QStringLiteral("train cel");
    QTest::newRow("unknown network") << QStringLiteral("train nothing --out x");
    QTest::newRow("unknown option") << QStringLiteral("train cel --out x --speed 3");
    QTest::newRow("no number") << QStringLiteral("train cel --out x --steps many");
    QTest::newRow("out of range") << QStringLiteral("train cel --out x --crop 8");
    QTest::newRow("two folders") << QStringLiteral("train scenes x y");
    QTest::newRow("another's flag") << QStringLiteral("train cel --out x --held-out");
    QTest::newRow("no pairs") << QStringLiteral("train scenes x --count 0");
}

void TestTrainCommand::aWrongUsageEndsWithTwo()
{
    QFETCH(QString, words);
    const Ended ended = run(words.split(QLatin1Char(' ')));
    QCOMPARE(ended.status, 2);
    QVERIFY(ended.err.contains("enogu train --help"));
    QVERIFY(!QDir(QStringLiteral("x")).exists());
}

void TestTrainCommand::aFolderThatCannotBeMadeIsOneSentence()
{
    const QTemporaryDir folder;
    writeFile(folder.filePath(QStringLiteral("plain")), "text");
    const Ended ended =
        run(smallRun(folder.filePath(QStringLiteral("plain")), QStringLiteral("2")));
    QCOMPARE(ended.status, 1);
    QCOMPARE(ended.err.count('\n'), 1);
    QVERIFY2(ended.err.contains("plain"), ended.err);
}

void TestTrainCommand::aForeignCheckpointIsOneSentence()
{
    const QTemporaryDir folder;
    writeFile(folder.filePath(QStringLiteral("run.safetensors")), "not a checkpoint at all");
    const Ended ended = run(smallRun(folder.path(), QStringLiteral("2")));
    QCOMPARE(ended.status, 1);
    QCOMPARE(ended.err.count('\n'), 1);
    QVERIFY2(ended.err.contains("run.safetensors"), ended.err);
}

void TestTrainCommand::anotherSeedIsRefused()
{
    const QTemporaryDir folder;
    QCOMPARE(run(smallRun(folder.path(), QStringLiteral("1"))).status, 0);
    const Ended ended = run(smallRun(folder.path(), QStringLiteral("1")) +
                            QStringList{QStringLiteral("--seed"), QStringLiteral("2")});
    QCOMPARE(ended.status, 1);
    QVERIFY2(ended.err.contains("with seed 1"), ended.err);
}

void TestTrainCommand::aRunLeavesWeightsCurveAndLog()
{
    const QTemporaryDir folder;
    const Ended ended = run(smallRun(folder.path(), QStringLiteral("3")));
    QCOMPARE(ended.status, 0);
    QCOMPARE(ended.err, QByteArray());
    QCOMPARE(lastObject(ended.out).value(QLatin1String("event")).toString(),
             QStringLiteral("done"));
    for (const char* name : {"cel.safetensors", "curve.png", "log.jsonl", "run.safetensors"})
        QVERIFY2(QFile::exists(folder.filePath(QLatin1String(name))), name);
    const Ended described = run({QStringLiteral("models"), QStringLiteral("inspect"),
                                 folder.filePath(QStringLiteral("cel.safetensors"))});
    QVERIFY2(described.out.contains("Cel"), described.out);
}

void TestTrainCommand::anInterruptedRunGoesOn()
{
    const QTemporaryDir folder;
    QProcess program;
    program.start(QStringLiteral(ENOGU_PROGRAM), smallRun(folder.path(), QStringLiteral("500000")));
    QByteArray seen;
    while (!seen.contains("Training") && program.waitForReadyRead(60'000))
        seen += program.readAllStandardOutput();
    QVERIFY2(seen.contains("Training"), seen);
    ::kill(pid_t(program.processId()), SIGINT);
    QVERIFY(program.waitForFinished(60'000));
    QCOMPARE(program.exitCode(), 130);
    QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("cel.safetensors"))));

    const Ended ended = run(smallRun(folder.path(), QStringLiteral("1")));
    QCOMPARE(ended.status, 0);
    QVERIFY(QFile::exists(folder.filePath(QStringLiteral("cel.safetensors"))));
}

void TestTrainCommand::drawnScenesBecomeADataSet()
{
    const QTemporaryDir folder;
    const QString out = folder.filePath(QStringLiteral("set"));
    const Ended ended = run(scenesRun(out, QStringLiteral("4")));
    QCOMPARE(ended.status, 0);
    QCOMPARE(lastObject(ended.out).value(QLatin1String("out")).toString(),
             out + QLatin1String("/metadata.jsonl"));
    QCOMPARE(rowsIn(out), 4);
}

void TestTrainCommand::aDataSetIsNotDrawnOverFiles()
{
    const QTemporaryDir folder;
    writeFile(folder.filePath(QStringLiteral("mine")), "text");
    const Ended ended = run(scenesRun(folder.path(), QStringLiteral("4")));
    QCOMPARE(ended.status, 1);
    QCOMPARE(ended.err.count('\n'), 1);
    QVERIFY2(ended.err.contains("not empty"), ended.err);
    QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot).size(), 1);
}

void TestTrainCommand::anInterruptedDataSetIsWhole()
{
    const QTemporaryDir folder;
    const QString out = folder.filePath(QStringLiteral("set"));
    QProcess program;
    program.start(QStringLiteral(ENOGU_PROGRAM), scenesRun(out, QStringLiteral("1000000")));
    QVERIFY(program.waitForReadyRead(60'000));
    ::kill(pid_t(program.processId()), SIGINT);
    QVERIFY(program.waitForFinished(60'000));
    QCOMPARE(program.exitCode(), 130);
    const auto masks = QDir(out + QLatin1String("/mask")).entryList(QDir::Files);
    QVERIFY(!masks.isEmpty());
    QCOMPARE(rowsIn(out), masks.size());
}

QTEST_GUILESS_MAIN(TestTrainCommand)
#include "test_traincommand.moc"
