// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/photofile.h"
#include "tests/photo/fixtures.h"
#include "tests/photo/pictures.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>
#include <unistd.h>

using namespace enogu;
using namespace enogu::testing;

namespace {

/// Collects what is written to stderr while it lives.
class StandardError
{
public:
    explicit StandardError(const QString& file) : m_file(file), m_saved(::dup(2))
    {
        m_file.open(QIODevice::ReadWrite | QIODevice::Truncate);
        ::dup2(m_file.handle(), 2);
    }
    ~StandardError() { restore(); }
    QByteArray restore()
    {
        if (m_saved >= 0) {
            std::fflush(stderr);
            ::dup2(m_saved, 2);
            ::close(m_saved);
            m_saved = -1;
        }
        m_file.seek(0);
        return m_file.readAll();
    }

private:
    QFile m_file;
    int m_saved;
};

bool isOneSentence(const std::string& text)
{
    return text.size() <= 300 && text.find('\n') == std::string::npos && text.ends_with('.') &&
           text.find("a.bin") != std::string::npos;
}

} // namespace

class TestDamaged : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString file() const { return m_folder.filePath(QStringLiteral("a.bin")); }
    static void formats()
    {
        QTest::addColumn<QString>("format");
        for (const auto& format : sampleFormats())
            QTest::newRow(qPrintable(format)) << format;
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aCutFileIsRefusedOrWarnedAbout_data() { formats(); }
    void aCutFileIsRefusedOrWarnedAbout()
    {
        QFETCH(QString, format);
        const auto whole = sampleFile(format);
        if (whole.isEmpty())
            QSKIP("this machine's libheif has no encoder for it");
        StandardError chatter(m_folder.filePath(QStringLiteral("stderr")));
        QStringList silent;
        int warned = 0;
        for (int i = 0; i < 30; ++i) {
            const auto size = 3 + (whole.size() - 5) * i / 29;
            writeContent(file(), whole.left(size));
            const auto photo = openPhoto(pathOf(file()));
            if (!photo && !isOneSentence(photo.error().what()))
                silent.append(QString::fromUtf8(photo.error().what()));
            if (photo && photo.value().warnings.empty())
                silent.append(QStringLiteral("%1 of %2").arg(size).arg(whole.size()));
            warned += photo ? 1 : 0;
        }
        QCOMPARE(chatter.restore(), QByteArray());
        QVERIFY2(silent.isEmpty(), qPrintable(silent.join(QStringLiteral(", "))));
        const bool partly = format == QStringLiteral("jpeg") ||
                            format.contains(QStringLiteral("png")) ||
                            format == QStringLiteral("webp") || format == QStringLiteral("gif") ||
                            format == QStringLiteral("bmp");
        if (partly)
            QVERIFY2(warned > 10, qPrintable(QString::number(warned)));
    }

    void theUpperRowsOfACutFileAreRight_data()
    {
        QTest::addColumn<QString>("format");
        QTest::newRow("jpeg") << QStringLiteral("jpeg");
        QTest::newRow("png") << QStringLiteral("png");
    }
    void theUpperRowsOfACutFileAreRight()
    {
        QFETCH(QString, format);
        const auto whole = sampleFile(format);
        writeContent(file(), whole);
        const auto complete = openPhoto(pathOf(file()));
        writeContent(file(), whole.left(whole.size() * 2 / 3));
        const auto cut = openPhoto(pathOf(file()));
        QVERIFY(complete && cut);
        QVERIFY(!std::memcmp(complete.value().image.row8(0), cut.value().image.row8(0),
                             16 * complete.value().image.bytesPerRow()));
    }

    void changedBytesNeverCrash_data() { formats(); }
    void changedBytesNeverCrash()
    {
        QFETCH(QString, format);
        const auto whole = sampleFile(format);
        if (whole.isEmpty())
            QSKIP("this machine's libheif has no encoder for it");
        QRandomGenerator random(7);
        StandardError chatter(m_folder.filePath(QStringLiteral("stderr")));
        for (int i = 0; i < 60; ++i) {
            auto changed = whole;
            for (int k = 0; k < 1 + i % 5; ++k) {
                const int limit =
                    i % 2 ? int(changed.size()) : std::min<int>(80, int(changed.size()));
                changed[random.bounded(limit)] = char(random.bounded(256));
            }
            writeContent(file(), changed);
            const auto photo = openPhoto(pathOf(file()));
            QVERIFY(photo || isOneSentence(photo.error().what()));
        }
        QCOMPARE(chatter.restore(), QByteArray());
    }

    void aBombIsAnnouncedBeforeMemoryIsTaken()
    {
        const auto bomb = pngFile({20000, 20000, 8, 2}, QByteArray(60001, '\0'));
        writeContent(file(), bomb);
        const auto header = probePhoto(pathOf(file()));
        QVERIFY(header);
        QCOMPARE(header.value().extent, (Extent{20000, 20000}));
        QCOMPARE(header.value().bytesWhenOpen, quint64(1'200'000'000));
        const auto photo = openPhoto(pathOf(file()));
        QVERIFY(!photo);
        QVERIFY(photo.error().code() == ErrorCode::ImageTooLarge);
        QVERIFY(isOneSentence(photo.error().what()));
        rusage usage{};
        ::getrusage(RUSAGE_SELF, &usage);
        QVERIFY(usage.ru_maxrss < 800'000); // kB
    }

    void fortyFiveMegapixelsOpen()
    {
        QByteArray lines(qsizetype(5504) * (8256 * 3 + 1), '\0');
        writeContent(file(), pngFile({8256, 5504, 8, 2}, lines));
        const auto photo = openPhoto(pathOf(file()));
        QVERIFY2(photo, photo ? "" : photo.error().what());
        QCOMPARE(photo.value().image.extent(), (Extent{8256, 5504}));
    }
};

QTEST_GUILESS_MAIN(TestDamaged)
#include "tst_damaged.moc"
