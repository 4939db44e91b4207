// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/sessions.h"
#include "ui/document/sessionwriter.h"

#include <csignal>

#include <sys/resource.h>

using namespace enogu;

/// What a session does with folders that are damaged, and with disks that take nothing.
class SessionDamageTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString home() const
    {
        return m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()));
    }

private Q_SLOTS:
    void whatIsDamagedIsLeftOut_data()
    {
        QTest::addColumn<QByteArray>("suffix");
        QTest::addColumn<QByteArray>("bytes");
        QByteArray absurd = QByteArray::fromHex("656e6f01"
                                                "00020000"
                                                "00020000"
                                                "03"
                                                "01"
                                                "0000000000000000"
                                                "0000000c00000000");
        for (const char* suffix : {"picture", "steps", "mask", "metadata"}) {
            QTest::addRow("%s empty", suffix) << QByteArray(suffix) << QByteArray();
            QTest::addRow("%s text", suffix) << QByteArray(suffix) << QByteArray(4000, 'x');
            QTest::addRow("%s absurd", suffix) << QByteArray(suffix) << absurd;
            QTest::addRow("%s full bits", suffix) << QByteArray(suffix) << QByteArray(4000, '\xff');
        }
    }

    void whatIsDamagedIsLeftOut()
    {
        QFETCH(QByteArray, suffix);
        QFETCH(QByteArray, bytes);
        const QString here = home() + QString::fromLatin1(QTest::currentDataTag());
        Document document(QString(), photoOf(picture(40, 30)));
        edit(document);
        lose(here, {&document});
        QString victim; // the newest of its kind
        for (const QFileInfo& file : filesIn(here))
            if (file.suffix() == QLatin1String(suffix) &&
                file.baseName().toInt() >= QFileInfo(victim).baseName().toInt())
                victim = file.filePath();
        overwrite(victim, bytes);
        Session next(here, 0ms);
        const SessionContent content = restored(next);
        QVERIFY(!content.isWhole);
        QCOMPARE(content.photos.size(), std::size_t(1));
        const SessionPhoto& photo = content.photos.front();
        const std::size_t whole = document.history().nodes().size();
        QCOMPARE(photo.nodes.size(), suffix == "picture" ? whole - 1 : whole);
        QVERIFY(photo.nodes.front()->image == document.originalImage());
        QCOMPARE(photo.current, 1);
    }

    void everyCutAndEveryFlippedByteIsSurvived()
    {
        Document document(QString(), photoOf(picture(4, 3)));
        edit(document);
        lose(home(), {&document});
        Session next(home(), 0ms);
        for (const QFileInfo& file : filesIn(home())) {
            const QByteArray good = contentOf(file.filePath());
            for (int i = 0; i < good.size(); i += 1 + int(good.size()) / 100) {
                QByteArray bad = good;
                bad[i] = char(bad[i] ^ (1 << i % 8));
                for (const QByteArray& bytes : {good.left(i), bad}) {
                    overwrite(file.filePath(), bytes);
                    const SessionContent content = readSession(file.path());
                    for (const SessionPhoto& photo : content.photos)
                        QVERIFY(!History(photo.nodes, photo.current).nodes().empty());
                }
            }
            overwrite(file.filePath(), good);
        }
        QVERIFY(readSession(filesIn(home()).front().path()).isWhole);
    }

    void aStateWhosePictureIsGoneLeavesItsPlaceToItsChildren()
    {
        Document document(QString(), photoOf(picture(40, 30)));
        document.applyGeometry(Turn{1});
        waitFor(document);
        document.applyGeometry(Resize{{7, 7}});
        waitFor(document);
        lose(home(), {&document});
        const QString folder = filesIn(home()).front().path();
        QVERIFY(QFile::remove(folder + u"/2.picture"_s));
        const SessionContent content = readSession(folder);
        const SessionPhoto& photo = content.photos.front();
        QCOMPARE(photo.nodes.size(), std::size_t(2));
        QCOMPARE(photo.nodes.back()->id, 2);
        QCOMPARE(photo.nodes.back()->parent, 0);
        QCOMPARE(photo.current, 2);
    }

    void namesThatLeadOutOfTheFolderAreRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("parent") << u"../outside.picture"_s;
        QTest::newRow("absolute") << u"/etc/passwd"_s;
        QTest::newRow("folder") << u"."_s;
        QTest::newRow("empty") << QString();
    }

    void namesThatLeadOutOfTheFolderAreRefused()
    {
        QFETCH(QString, name);
        const QString here = home() + QString::fromLatin1(QTest::currentDataTag());
        Document document(QString(), photoOf(picture(40, 30)));
        lose(here, {&document});
        const QString folder = filesIn(here).front().path();
        QVERIFY(QFile::copy(folder + u"/1.picture"_s, here + u"/outside.picture"_s));
        QByteArray index = contentOf(folder + u'/' + kSessionFile);
        QVERIFY(index.contains("1.picture"));
        index.replace("1.picture", name.toUtf8());
        overwrite(folder + u'/' + kSessionFile, index);
        QVERIFY(readSession(folder).photos.empty());
    }

    void aFolderThatCannotBeMadeIsOneSentence()
    {
        overwrite(m_folder.filePath(u"file"_s), "x");
        Document document(QString(), photoOf(picture(40, 30)));
        Session session(m_folder.filePath(u"file/sessions"_s), 0ms);
        QSignalSpy failed(&session, &Session::failed);
        session.add(&document, {});
        QVERIFY(failed.wait(kMostWait));
        QVERIFY(failed[0][0].toString().contains(u"file/sessions"_s));
        QVERIFY(failed[0][0].toString().contains(u"allow"_s));
        document.applyGeometry(Turn{1});
        waitFor(document);
        QThreadPool::globalInstance()->waitForDone();
        QTest::qWait(0);
        QCOMPARE(failed.size(), 1);
        QCOMPARE(document.currentImage().width(), 30);
    }

    void aFullDiskIsOneSentenceAndTheStateBeforeStays()
    {
        Document document(QString(), photoOf(picture(40, 30)));
        Session session(home(), 0ms);
        keep(session, document);
        const auto before = filesIn(home()).size();
        std::signal(SIGXFSZ, SIG_IGN);
        struct rlimit usual = {};
        getrlimit(RLIMIT_FSIZE, &usual);
        const struct rlimit tight = {1000, usual.rlim_max};
        setrlimit(RLIMIT_FSIZE, &tight);
        QSignalSpy failed(&session, &Session::failed), kept(&session, &Session::kept);
        document.applyGeometry(Turn{1});
        const bool hasFailed = failed.wait(kMostWait);
        setrlimit(RLIMIT_FSIZE, &usual);
        QVERIFY(hasFailed);
        QVERIFY(failed[0][0].toString().contains(u"disk is full"_s));
        QCOMPARE(filesIn(home()).size(), before);
        QVERIFY(readSession(filesIn(home()).front().path()).isWhole);
        document.applyGeometry(Turn{1});
        QVERIFY(kept.wait(kMostWait));
        QCOMPARE(readSession(filesIn(home()).front().path()).photos.front().nodes.size(),
                 std::size_t(3));
    }
};

QTEST_GUILESS_MAIN(SessionDamageTest)
#include "tst_sessiondamage.moc"
