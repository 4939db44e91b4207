// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/sessions.h"

#include <QProcess>

#include <cstdio>

using namespace enogu;

namespace {

bool isSame(const FloatArray& a, const FloatArray& b)
{
    return a.shape == b.shape && a.values == b.values;
}

bool isSame(const Step& a, const Step& b)
{
    const bool pictures = a.variant == b.variant && a.index == b.index && a.count == b.count &&
                          a.timestep == b.timestep && a.noisy == b.noisy &&
                          a.predicted == b.predicted;
    if (!pictures || bool(a.state) != bool(b.state))
        return false;
    return !a.state ||
           (a.state->next == b.state->next && a.state->timestep == b.state->timestep &&
            a.state->signal == b.state->signal && a.state->noise == b.state->noise &&
            a.state->seed == b.state->seed && a.state->sampler == b.state->sampler &&
            isSame(a.state->x, b.state->x) && isSame(a.state->predX0, b.state->predX0) &&
            std::ranges::equal(a.state->memory, b.state->memory,
                               [](const auto& m, const auto& n) { return isSame(m, n); }) &&
            a.state->random == b.state->random);
}

void compare(const HistoryNode& a, const HistoryNode& b)
{
    QCOMPARE(a.id, b.id);
    QCOMPARE(a.parent, b.parent);
    QCOMPARE(a.title, b.title);
    QCOMPARE(a.made, b.made);
    QVERIFY(a.recipe == b.recipe);
    QVERIFY(a.recipes == b.recipes);
    QVERIFY(a.image == b.image);
    QVERIFY(a.thumbnail.extent() == b.thumbnail.extent());
    QVERIFY(a.flatLayer == b.flatLayer);
    QVERIFY(a.source == b.source);
    QCOMPARE(bool(a.mask), bool(b.mask));
    QVERIFY(!a.mask ||
            std::equal(a.mask->row(0), a.mask->row(0) + a.mask->extent().pixels(), b.mask->row(0)));
    QCOMPARE(bool(a.steps), bool(b.steps));
    QVERIFY(!a.steps || std::ranges::equal(*a.steps, *b.steps, [](const Step& s, const Step& t) {
        return isSame(s, t);
    }));
}

/// The child: edits without end and says what is kept, until it is killed.
int editUntilKilled(const QString& home)
{
    Document document(QString(), photoOf(picture(600, 400, Channels::Rgba, Depth::U16)));
    Session session(home, 0ms);
    int kept = 0;
    QObject::connect(&session, &Session::kept, [&] {
        std::printf("kept %d\n", kept++);
        std::fflush(stdout);
        document.applyGeometry(kept % 2 == 0 ? EditRecipe(Flip{}) : EditRecipe(Turn{1}));
    });
    session.add(&document, u"child"_s);
    return QCoreApplication::exec();
}

} // namespace

class SessionTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString home() const
    {
        return m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()));
    }

private Q_SLOTS:
    void whatWasOpenComesBackAsItWas()
    {
        Document first(u"/photos/ä b.tif"_s,
                       photoOf(picture(40, 30, Channels::Rgba, Depth::U16, displayP3())));
        edit(first);
        Document second(QString(), photoOf(picture(20, 10)));
        lose(home(), {&first, &second}, u"Pasted picture"_s);
        Session next(home(), 0ms);
        QCOMPARE(next.lostPhotos(), 2);
        const SessionContent content = restored(next);
        QVERIFY(content.isWhole);
        QCOMPARE(content.photos.size(), std::size_t(2));
        const SessionPhoto& photo = content.photos.front();
        QCOMPARE(photo.path, first.path());
        QCOMPARE(photo.photo.format, std::string("TIFF"));
        QVERIFY(photo.photo.image == first.photo().image);
        QVERIFY(photo.photo.metadata->exif == first.photo().metadata->exif);
        QCOMPARE(photo.photo.metadata->xmp, first.photo().metadata->xmp);
        QCOMPARE(photo.current, 1);
        const auto nodes = first.history().nodes();
        QCOMPARE(photo.nodes.size(), nodes.size());
        for (std::size_t i = 0; i < nodes.size(); ++i)
            compare(*photo.nodes[i], *nodes[i]);
        QCOMPARE(content.photos.back().name, u"Pasted picture"_s);
    }

    void aRestoredDocumentGoesOn()
    {
        Document document(QString(), photoOf(picture(40, 30)));
        edit(document);
        lose(home(), {&document});
        Session next(home(), 0ms);
        const SessionContent content = restored(next);
        const SessionPhoto& photo = content.photos.front();
        Document again(photo.path, photo.photo, History(photo.nodes, photo.current));
        QVERIFY(again.isModified());
        Document pasted({}, photo.photo, History(photo.nodes, 0));
        QVERIFY(pasted.isModified());
        QVERIFY(!Document(u"/a.png"_s, photo.photo, History(photo.nodes, 0)).isModified());
        QCOMPARE(again.history().current().id, 1);
        QVERIFY(again.redo());
        QVERIFY(again.currentImage() == document.history().node(2)->image);
        QCOMPARE(again.recipeFile(), [&] {
            document.goTo(2);
            return document.recipeFile();
        }());
    }

    void aCleanEndLeavesNothing()
    {
        Document document(QString(), photoOf(picture(40, 30)));
        Session session(home(), 0ms);
        keep(session, document);
        QVERIFY(!filesIn(home()).isEmpty());
        document.applyGeometry(Turn{1});
        waitFor(document);
        session.end();
        QTest::qWait(0);
        QThreadPool::globalInstance()->waitForDone();
        QVERIFY(filesIn(home()).isEmpty());
        QCOMPARE(Session(home()).lostPhotos(), 0);
    }

    void aRunningSessionIsNotOfferedToAnotherWindow()
    {
        Document document(QString(), photoOf(picture(40, 30)));
        Session one(home(), 0ms);
        keep(one, document);
        Session two(home(), 0ms);
        QCOMPARE(two.lostPhotos(), 0);
        keep(two, document);
        QCOMPARE(QDir(home()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 2);
        one.end();
        QCOMPARE(QDir(home()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 1);
    }

    void whatWasRestoredIsKeptBeforeItsFolderGoes()
    {
        Document document(QString(), photoOf(picture(40, 30)));
        lose(home(), {&document});
        Session next(home(), 0ms);
        QSignalSpy kept(&next, &Session::kept);
        next.restore([&](const SessionContent& content) {
            QCOMPARE(content.photos.size(), std::size_t(1));
            next.add(&document, u"found"_s);
            QCOMPARE(next.lostPhotos(), 1);
        });
        QVERIFY(kept.wait(kMostWait));
        QCOMPARE(next.lostPhotos(), 0);
        QCOMPARE(QDir(home()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 1);
    }

    void whatIsDiscardedIsDeleted()
    {
        Document document(QString(), photoOf(picture(40, 30)));
        lose(home(), {&document});
        Session next(home(), 0ms);
        QCOMPARE(next.lostPhotos(), 1);
        next.discard();
        QCOMPARE(next.lostPhotos(), 0);
        QVERIFY(filesIn(home()).isEmpty());
    }

    void filesOfAClosedPhotoAreDeleted()
    {
        Session session(home(), 0ms);
        QSignalSpy kept(&session, &Session::kept);
        {
            Document document(QString(), photoOf(picture(40, 30)));
            keep(session, document);
            QVERIFY(filesIn(home()).size() > 2);
        }
        QTRY_COMPARE_WITH_TIMEOUT(filesIn(home()).size(), 2, kMostWait); // the index and the lock
    }

    void aPictureIsWrittenOnce()
    {
        Document document(QString(), photoOf(picture(40, 30)));
        Session session(home(), 0ms);
        keep(session, document);
        document.applyGeometry(Turn{1});
        waitFor(document);
        document.goTo(0);
        QSignalSpy kept(&session, &Session::kept);
        QVERIFY(kept.wait(kMostWait));
        const auto files = filesIn(home());
        QCOMPARE(std::ranges::count(files, u"picture"_s, &QFileInfo::suffix), 2);
    }

    void killedAtAnyMomentItLosesOnlyWhatWasNotKept_data()
    {
        QTest::addColumn<int>("edits");
        for (int i = 0; i < 8; ++i)
            QTest::addRow("after %d edits", i) << i;
    }

    void killedAtAnyMomentItLosesOnlyWhatWasNotKept()
    {
        QFETCH(int, edits);
        const QString here = home() + QString::number(edits);
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {u"edit-until-killed"_s, here});
        const QByteArray awaited = "kept " + QByteArray::number(edits) + '\n';
        QByteArray said;
        while (!said.contains(awaited)) {
            QVERIFY2(child.waitForReadyRead(kMostWait), child.readAllStandardError());
            said += child.readAllStandardOutput();
        }
        child.kill();
        QVERIFY(child.waitForFinished(kMostWait));
        QCOMPARE(child.exitStatus(), QProcess::CrashExit);

        Session next(here, 0ms);
        QCOMPARE(next.lostPhotos(), 1);
        const SessionContent content = restored(next);
        QVERIFY(content.isWhole);
        const SessionPhoto& photo = content.photos.front();
        QVERIFY(int(photo.nodes.size()) > edits);
        QVERIFY(photo.nodes.front()->image == picture(600, 400, Channels::Rgba, Depth::U16));
        for (std::size_t i = 1; i < photo.nodes.size(); ++i) {
            QCOMPARE(photo.nodes[i]->parent, int(i) - 1);
            const int width = photo.nodes[i]->image.width();
            QCOMPARE(width, i % 4 == 1 || i % 4 == 2 ? 400 : 600);
        }
    }
};

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments[1] == u"edit-until-killed"_s)
        return editUntilKilled(arguments[2]);
    SessionTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_session.moc"
