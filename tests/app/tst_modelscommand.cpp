// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/commandline.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace enogu;
using namespace enogu::tests;

/// `enogu models` and `enogu models inspect`.
class ModelsCommandTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theBundledStyleIsListed();
    void modelsOfOtherProgramsAreListed();
    void aFileIsDescribed();
    void whatIsNoModelIsRefusedWithOneLine_data();
    void whatIsNoModelIsRefusedWithOneLine();
    void wrongUsageIsStatusTwo_data();
    void wrongUsageIsStatusTwo();

private:
    Workplace m_place;
};

void ModelsCommandTest::theBundledStyleIsListed()
{
    const Ended run = runProgram({QStringLiteral("models")});
    QVERIFY2(run.status == 0 && run.err.isEmpty(), run.told());
    QVERIFY2(run.out.contains("Cel") && run.out.contains("cel.safetensors"), run.out);
}

void ModelsCommandTest::modelsOfOtherProgramsAreListed()
{
    const QString root = m_place.path(QStringLiteral("comfy"));
    QVERIFY(QDir().mkpath(root + QStringLiteral("/models/checkpoints")));
    const QString file =
        m_place.file(QStringLiteral("comfy/models/checkpoints/a.safetensors"), "x");
    qputenv("COMFYUI_PATH", root.toUtf8());
    const Ended run = runProgram({QStringLiteral("models"), QStringLiteral("--json")});
    qunsetenv("COMFYUI_PATH");
    QVERIFY2(run.status == 0 && run.err.isEmpty(), run.told());
    bool found = false;
    for (const QByteArray& line : run.out.trimmed().split('\n')) {
        const QJsonObject model = QJsonDocument::fromJson(line).object();
        QVERIFY2(!model.isEmpty(), line);
        found |= model[QLatin1String("path")].toString() == file &&
                 model[QLatin1String("place")].toString() == QLatin1String("ComfyUI") &&
                 model[QLatin1String("bytes")].toDouble() == 1.0;
    }
    QVERIFY2(found, run.out);
}

void ModelsCommandTest::aFileIsDescribed()
{
    const QString path = m_place.weights(QStringLiteral("w.safetensors"), WhiteBoxFile::random());
    const Ended run = runProgram(
        {QStringLiteral("models"), QStringLiteral("inspect"), path, QStringLiteral("--json")});
    QVERIFY2(run.status == 0 && run.err.isEmpty(), run.told());
    const QJsonObject model = QJsonDocument::fromJson(run.out).object();
    QCOMPARE(model[QLatin1String("kind")].toString(), QStringLiteral("White-box"));
    QCOMPARE(model[QLatin1String("parameters")].toDouble(), 1467075.0);
    QCOMPARE(model[QLatin1String("sizeMultiple")].toInt(), 4);
    QCOMPARE(model[QLatin1String("path")].toString(), path);
}

void ModelsCommandTest::whatIsNoModelIsRefusedWithOneLine_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("text") << QByteArray("hello");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("a zip that is none") << QByteArray("PK\x03\x04") + QByteArray(100, '\xff');
    QTest::newRow("a header that is too long") << QByteArray(8, '\x7f') + QByteArray("{}");
    QTest::newRow("other tensors")
        << QByteArray("\x40\0\0\0\0\0\0\0", 8) +
               QByteArray("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}")
                   .leftJustified(64) +
               QByteArray(4, '\0');
}

void ModelsCommandTest::whatIsNoModelIsRefusedWithOneLine()
{
    QFETCH(QByteArray, bytes);
    const QString path = m_place.file(QStringLiteral("odd.pth"), bytes);
    const Ended run = runProgram({QStringLiteral("models"), QStringLiteral("inspect"), path});
    QVERIFY2(run.status == 1 && run.isOneLineWith(QStringLiteral("odd.pth")), run.told());
    QVERIFY(run.out.isEmpty());
}

void ModelsCommandTest::wrongUsageIsStatusTwo_data()
{
    QTest::addColumn<QString>("line");
    for (const char* line : {"inspect", "inspect a b", "describe", "--bogus"})
        QTest::newRow(line) << QString::fromLatin1(line);
}

void ModelsCommandTest::wrongUsageIsStatusTwo()
{
    QFETCH(QString, line);
    const Ended run =
        runProgram(QStringList{QStringLiteral("models")} + line.split(QLatin1Char(' ')));
    QVERIFY2(run.status == 2 && !run.err.isEmpty() && run.out.isEmpty(), run.told());
}

QTEST_GUILESS_MAIN(ModelsCommandTest)
#include "tst_modelscommand.moc"
