// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/desk.h"
#include "ui/dialogs/keepchangesdialog.h"
#include "ui/document/sessionreader.h"

#include <QDir>
#include <QDirIterator>
#include <QPushButton>
#include <QSettings>
#include <QThreadPool>

using namespace enogu;
using namespace Qt::StringLiterals;

namespace {

constexpr int kMostWait = 60'000; ///< ms

QAbstractButton* button(QWidget& parent, const QString& name)
{
    for (auto* candidate : parent.findChildren<QAbstractButton*>())
        if (candidate->accessibleName() == name && candidate->isVisible())
            return candidate;
    return nullptr;
}

/// The program without an engine, as if started by a person.
struct Program
{
    Application application{[](std::string*) { return std::unique_ptr<Engine>(); }};

    MainWindow& window() const
    {
        for (QWidget* widget : QApplication::topLevelWidgets())
            if (auto* window = qobject_cast<MainWindow*>(widget))
                return *window;
        qFatal("There is no window.");
    }
};

} // namespace

class RecoveryTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString sessions() const { return m_folder.filePath(u"state/enogu/sessions"_s); }

    QString photo(const QString& name) const
    {
        QImage image(64, 48, QImage::Format_RGB32);
        image.fill(QColor(200, 120, 40));
        image.save(m_folder.filePath(name));
        return m_folder.filePath(name);
    }

    int keptPhotos() const
    {
        int sum = 0;
        const auto folders = QDir(sessions()).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        for (const QString& folder : folders)
            sum += photosInSession(sessions() + u'/' + folder);
        return sum;
    }

    /// A program that is ended by a signal while it has two photos open, one of them turned.
    void crash()
    {
        Program program;
        program.application.show({photo(u"a.png"_s), photo(u"b.png"_s)});
        QTRY_COMPARE_WITH_TIMEOUT(program.window().photoCount(), 2, kMostWait);
        Document& document = program.window().currentTab()->document();
        document.applyGeometry(Turn{1});
        QTRY_VERIFY_WITH_TIMEOUT(!document.isBusy() && keptPhotos() == 2, kMostWait);
        const auto turned = [this] {
            const QString folder =
                QDir(sessions()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).value(0);
            const auto content = readSession(sessions() + u'/' + folder);
            return std::ranges::any_of(content.photos,
                                       [](const auto& photo) { return photo.nodes.size() == 2; });
        };
        QTRY_VERIFY_WITH_TIMEOUT(turned(), kMostWait);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
        QCoreApplication::setOrganizationName(u"enogu-test"_s);
        qputenv("XDG_STATE_HOME", m_folder.filePath(u"state"_s).toUtf8());
    }

    void cleanup()
    {
        QThreadPool::globalInstance()->waitForDone();
        QDir(m_folder.filePath(u"state"_s)).removeRecursively();
    }

    void whatWasOpenIsOfferedAgain()
    {
        crash();
        QThreadPool::globalInstance()->waitForDone();
        Program program;
        program.application.show({});
        MainWindow& window = program.window();
        QVERIFY(window.messages().sentence().contains(u"Restore 2 photos?"_s));
        QVERIFY(button(window.messages(), u"Discard"_s));
        button(window.messages(), u"Restore"_s)->click();
        QTRY_COMPARE_WITH_TIMEOUT(window.photoCount(), 2, kMostWait);
        const auto names = [&window] {
            QStringList all;
            for (auto* tab : window.findChildren<PhotoTab*>())
                all += tab->name();
            all.sort();
            return all;
        };
        QCOMPARE(names(), (QStringList{u"a.png"_s, u"b.png"_s}));
        int turned = 0;
        for (auto* tab : window.findChildren<PhotoTab*>())
            turned += tab->document().currentImage().width() == 48 ? 1 : 0;
        QCOMPARE(turned, 1);
        QTRY_COMPARE_WITH_TIMEOUT( // the old folder goes when the new one holds both
            QDir(sessions()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 1, kMostWait);
        QCOMPARE(keptPhotos(), 2);
    }

    void whatIsDiscardedIsNotOfferedAgain()
    {
        crash();
        QThreadPool::globalInstance()->waitForDone();
        {
            Program program;
            program.application.show({});
            button(program.window().messages(), u"Discard"_s)->click();
            QCOMPARE(keptPhotos(), 0);
        }
        Program again;
        again.application.show({});
        QVERIFY(!again.window().messages().sentence().contains(u"Restore"_s));
    }

    void aClosedProgramLeavesNothing()
    {
        {
            Program program;
            program.application.show({photo(u"a.png"_s)});
            QTRY_COMPARE_WITH_TIMEOUT(program.window().photoCount(), 1, kMostWait);
            QTRY_COMPARE_WITH_TIMEOUT(keptPhotos(), 1, kMostWait);
            program.window().close();
        }
        QCOMPARE(QDir(sessions()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 0);
    }

    void someOfARunsChangesAreKeptFromTheMenu()
    {
        Desk desk;
        desk.open();
        QVERIFY(!desk.window.actions().keepChanges->isEnabled());
        const Image photo = desk.document().currentImage();
        desk.document().addResult({Instruct{}, FakeEngine::negative(photo), {}, u"negative"_s, 0});
        QTRY_VERIFY_WITH_TIMEOUT(desk.window.actions().keepChanges->isEnabled(), kMostWait);
        QTimer accept;
        connect(&accept, &QTimer::timeout, &accept, [] {
            auto* dialog = qobject_cast<KeepChangesDialog*>(QApplication::activeModalWidget());
            auto* keep = dialog ? button(*dialog, u"Keep"_s) : nullptr;
            if (keep && keep->isEnabled())
                keep->click();
        });
        accept.start(10);
        desk.window.actions().keepChanges->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(desk.document().history().nodes().size(), std::size_t(3),
                                  kMostWait);
        QVERIFY(std::holds_alternative<KeepChanges>(*desk.document().history().current().recipe));
        QVERIFY(desk.document().currentImage() == FakeEngine::negative(photo));
        QVERIFY(desk.window.actions().keepChanges->isEnabled()); // to choose anew
    }
};

QTEST_MAIN(RecoveryTest)
#include "tst_recovery.moc"
