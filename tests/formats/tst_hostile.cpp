// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/error.h"
#include "engine/formats/bytes.h"
#include "engine/formats/tensorfile.h"
#include "tests/formats/support.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace enogu;

class TestHostile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { makeFiles(); }

    void thereAreEnoughFiles() { QVERIFY2(m_lines.size() >= 160, "fewer than 160 files"); }

    void theFileIsRefusedWithOneSentence_data()
    {
        makeFiles();
        QTest::addColumn<QByteArray>("why");
        for (const QByteArray& line : m_lines) {
            const auto tab = line.indexOf('\t');
            QTest::newRow(line.left(tab).constData()) << line.mid(tab + 1);
        }
    }
    void theFileIsRefusedWithOneSentence()
    {
        QFETCH(QByteArray, why);
        const QByteArray name = QTest::currentDataTag();
        try {
            readTensors(m_folder.filePath(QString::fromLatin1(name)).toStdString());
            QFAIL("the file was accepted");
        } catch (const Error& error) {
            const QByteArray sentence = error.what();
            QVERIFY2(error.code() == ErrorCode::BadModelFile, sentence.constData());
            QVERIFY2(sentence.contains(why), sentence.constData());
            QVERIFY2(sentence.contains(name), sentence.constData());
            QVERIFY2(isUtf8(error.what()), sentence.constData());
            QVERIFY2(QString::fromUtf8(sentence).size() <= 300, sentence.constData());
            QVERIFY2(sentence.endsWith('.') && !sentence.contains('\n'), sentence.constData());
        }
    }

private:
    void makeFiles()
    {
        if (!m_lines.isEmpty())
            return;
        QVERIFY(runScript("hostile.py", m_folder.path()));
        QFile manifest(m_folder.filePath(QStringLiteral("manifest.txt")));
        QVERIFY(manifest.open(QIODevice::ReadOnly));
        m_lines = manifest.readAll().trimmed().split('\n');
    }

    QTemporaryDir m_folder;
    QList<QByteArray> m_lines;
};

QTEST_APPLESS_MAIN(TestHostile)
#include "tst_hostile.moc"
