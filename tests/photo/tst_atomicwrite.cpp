// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/error.h"
#include "engine/photo/atomicwrite.h"
#include "engine/photo/photofile.h"
#include "tests/photo/pictures.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace enogu;
using namespace enogu::testing;

class TestAtomicWrite : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString at(const QString& name) const { return m_folder.filePath(name); }
    static Photo photo()
    {
        return {drawnImage({64, 48}, Channels::Rgb, Depth::U8), nullptr, {}, {}};
    }

private Q_SLOTS:
    void aKilledWriterLeavesTheOldOrTheNewFile()
    {
        const std::vector<std::uint8_t> oldBytes(300'000, 'o');
        const std::vector<std::uint8_t> newBytes(900'000, 'n');
        const auto name = at(QStringLiteral("killed.bin"));
        const auto path = pathOf(name);
        for (int round = 0; round < 40; ++round) {
            writeAtomically(path, oldBytes, true);
            const pid_t child = ::fork();
            if (child == 0) {
                for (int i = 0;; ++i)
                    writeAtomically(path, i % 2 ? oldBytes : newBytes, true);
            }
            ::usleep(useconds_t(300 + round * 211));
            ::kill(child, SIGKILL);
            ::waitpid(child, nullptr, 0);
            const auto content = contentOf(name);
            const bool whole =
                content == QByteArray(300'000, 'o') || content == QByteArray(900'000, 'n');
            QVERIFY2(whole, qPrintable(QString::number(content.size())));
        }
    }

    void nothingIsLeftBehind()
    {
        QTemporaryDir folder;
        const auto path = pathOf(folder.filePath(QStringLiteral("a.png")));
        QVERIFY(savePhoto(photo(), path));
        QVERIFY(!savePhoto(photo(), path));
        QVERIFY(savePhoto(photo(), path, {.overwrite = true}));
        const auto names = QDir(folder.path()).entryList(QDir::Files | QDir::Hidden);
        QCOMPARE(names, QStringList{QStringLiteral("a.png")});
    }

    void aBadTargetGetsOneSentence_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("unknown suffix") << QStringLiteral("a.xyz");
        QTest::newRow("no suffix") << QStringLiteral("plain");
        QTest::newRow("missing folder") << QStringLiteral("nowhere/a.png");
        QTest::newRow("a folder") << QStringLiteral("folder.png");
        QTest::newRow("a pipe") << QStringLiteral("pipe.png");
        QTest::newRow("too long") << QString(300, QLatin1Char('x')) + QStringLiteral(".png");
    }
    void aBadTargetGetsOneSentence()
    {
        QFETCH(QString, name);
        QDir(m_folder.path()).mkdir(QStringLiteral("folder.png"));
        ::mkfifo(qPrintable(at(QStringLiteral("pipe.png"))), 0600);
        const auto saved = savePhoto(photo(), pathOf(at(name)), {.overwrite = true});
        QVERIFY(!saved);
        const auto sentence = QString::fromUtf8(saved.error().what());
        QVERIFY2(sentence.size() <= 300 && sentence.endsWith(QLatin1Char('.')),
                 qPrintable(sentence));
        const auto shown = name.section(QLatin1Char('/'), -1).left(50);
        QVERIFY2(sentence.contains(shown), qPrintable(sentence));
    }

    void aReadOnlyFolderGetsOneSentence()
    {
        if (::geteuid() == 0)
            QSKIP("the administrator may write everywhere");
        QTemporaryDir folder;
        ::chmod(qPrintable(folder.path()), 0500);
        const auto saved = savePhoto(photo(), pathOf(folder.filePath(QStringLiteral("a.png"))));
        ::chmod(qPrintable(folder.path()), 0700);
        QVERIFY(!saved);
        QVERIFY(saved.error().code() == ErrorCode::NoPermission);
    }

    void aLinkIsFollowedAndThePermissionsStay()
    {
        const auto real = at(QStringLiteral("real.png"));
        writeContent(real, "old");
        ::chmod(qPrintable(real), 0640);
        const auto link = at(QStringLiteral("link.png"));
        QVERIFY(QFile::link(real, link));
        QVERIFY(!savePhoto(photo(), pathOf(link)));
        QVERIFY(savePhoto(photo(), pathOf(link), {.overwrite = true}));
        QVERIFY(QFileInfo(link).isSymLink());
        QVERIFY(openPhoto(pathOf(real)));
        struct stat status = {};
        QCOMPARE(::stat(qPrintable(real), &status), 0);
        QCOMPARE(int(status.st_mode & 0777), 0640);
    }

    void aFullDiskLeavesTheOldFile()
    {
        const auto name = at(QStringLiteral("full.bin"));
        writeAtomically(pathOf(name), {1, 2, 3}, true);
        const pid_t child = ::fork();
        if (child == 0) {
            const rlimit limit{100'000, 100'000};
            ::setrlimit(RLIMIT_FSIZE, &limit);
            ::signal(SIGXFSZ, SIG_IGN);
            try {
                writeAtomically(pathOf(name), std::vector<std::uint8_t>(1'000'000), true);
            } catch (const Error& error) {
                ::_exit(error.code() == ErrorCode::DiskFull ? 7 : 8);
            }
            ::_exit(9);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        QCOMPARE(WEXITSTATUS(status), 7);
        QCOMPARE(contentOf(name), QByteArray("\1\2\3"));
    }
};

QTEST_GUILESS_MAIN(TestAtomicWrite)
#include "tst_atomicwrite.moc"
