// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/document.h"
#include "ui/document/session.h"
#include "ui/document/sessionwriter.h"

#include <QColorSpace>
#include <QDir>
#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

#include <csignal>
#include <cstdio>

#include <sys/resource.h>

using namespace enogu;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kMostWait = 60'000; ///< ms

Image picture(int width, int height, Channels channels = Channels::Rgb, Depth depth = Depth::U8,
              IccProfile icc = nullptr)
{
    const Extent extent{width, height};
    std::vector<std::uint8_t> bytes(extent.pixels() * std::size_t(channels) * std::size_t(depth));
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = std::uint8_t(i * 31 + i / 7);
    return Image(extent, channels, depth, std::move(bytes), std::move(icc));
}

IccProfile displayP3()
{
    const QByteArray icc = QColorSpace(QColorSpace::DisplayP3).iccProfile();
    return std::make_shared<const std::vector<std::uint8_t>>(icc.begin(), icc.end());
}

Photo photoOf(const Image& image)
{
    const Metadata metadata{{'I', 'I', 42, 0}, "<x:xmpmeta/>"};
    return {image, std::make_shared<const Metadata>(metadata), "TIFF", {}};
}

StepsPtr steps()
{
    LatentState state;
    state.next = 1;
    state.timestep = 812.5;
    state.x = {{1, 4, 2, 2}, std::vector<float>(16, 0.1F)};
    state.memory = {{{2}, {1e-30F, -7}}, {{1, 4, 2, 2}, {}}};
    state.random = {1, 2, 3};
    return std::make_shared<const std::vector<Step>>(
        std::vector<Step>{{0, 0, 0, 2, 999.25, picture(2, 2), picture(8, 8),
                           std::make_shared<const LatentState>(std::move(state))},
                          {0, 0, 1, 2, 812.5, picture(2, 2), picture(8, 8), nullptr}});
}

void waitFor(const Document& document)
{
    QTRY_VERIFY_WITH_TIMEOUT(!document.isBusy(), kMostWait);
}

/// Three states in two branches; the first result is current.
void edit(Document& document)
{
    Instruct recipe;
    recipe.instruction = "make it\nwinter";
    recipe.seed = 42;
    const Image image = document.currentImage();
    document.addResult(
        {recipe,
         image.withIcc(nullptr),
         {},
         u"Winter\n“now”"_s,
         0,
         steps(),
         Mask(image.extent(), std::vector<std::uint8_t>(image.extent().pixels(), 9))});
    waitFor(document);
    document.applyGeometry(Turn{1});
    waitFor(document);
    document.goTo(0);
    document.applyGeometry(Flip{true});
    waitFor(document);
    document.goTo(1);
}

void keep(Session& session, Document& document, const QString& name = {})
{
    QSignalSpy kept(&session, &Session::kept);
    session.add(&document, name);
    QVERIFY(kept.wait(kMostWait));
}

/// A session that ended without being closed; `name`: of the last document.
void lose(const QString& home, const QList<Document*>& documents, const QString& name = {})
{
    {
        Session session(home, 0ms);
        for (Document* document : documents.first(documents.size() - 1))
            session.add(document, {});
        keep(session, *documents.last(), name);
    }
    QThreadPool::globalInstance()->waitForDone(); // it held the folder's lock
}

SessionContent restored(Session& session)
{
    std::optional<SessionContent> content;
    session.restore([&content](SessionContent read) { content = std::move(read); });
    [&content] { QTRY_VERIFY_WITH_TIMEOUT(content, kMostWait); }();
    return content.value_or(SessionContent{{}, false});
}

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
            isSame(a.state->x, b.state->x) &&
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

QFileInfoList filesIn(const QString& home)
{
    QFileInfoList files;
    for (const QFileInfo& folder :
         QDir(home).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
        files += QDir(folder.filePath()).entryInfoList(QDir::Files, QDir::Name);
    return files;
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void overwrite(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
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
