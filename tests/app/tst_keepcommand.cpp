// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/photofile.h"
#include "ui/document/keptchanges.h"
#include "ui/document/recipejson.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace enogu;
using namespace Qt::StringLiterals;

/// `enogu replay` of KeepChanges, which needs no engine.
class KeepCommandTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    Image m_photo = drawn();

    static Image drawn()
    {
        std::vector<std::uint8_t> bytes;
        for (int y = 0; y < 90; ++y)
            for (int x = 0; x < 120; ++x) {
                const bool dark = (x < 30 && y < 30) || (x > 20 && x < 50 && y > 60);
                const std::uint8_t grey = dark ? 40 : std::uint8_t(160 + x % 3);
                bytes.insert(bytes.end(), {grey, grey, std::uint8_t(grey / 2)});
            }
        return Image({120, 90}, Channels::Rgb, Depth::U8, std::move(bytes));
    }

    std::filesystem::path path(const char* name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

    /// The exit status.
    int replay(const std::vector<EditRecipe>& recipes, QByteArray* sentence = nullptr) const
    {
        QFile file(m_folder.filePath(u"r.json"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(recipeFile(recipes)) < 0)
            return -1;
        file.close();
        QProcess program;
        program.start(QStringLiteral(ENOGU_PROGRAM),
                      {u"replay"_s, m_folder.filePath(u"r.json"_s), m_folder.filePath(u"in.png"_s),
                       m_folder.filePath(u"out.png"_s), u"--overwrite"_s});
        if (!program.waitForFinished(60'000))
            return -1;
        if (sentence)
            *sentence = program.readAllStandardError();
        return program.exitCode();
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(savePhoto({m_photo, nullptr, "PNG", {}}, path("in.png"))); }

    void whatIsKeptIsTheWindowsPicture()
    {
        KeepChanges keep{.threshold = 12, .all = false, .points = {{5, 5}}};
        keep.grow = 2;
        keep.feather = 3;
        QCOMPARE(replay({Flip{true}, keep}), 0);
        const Image flipped = openPhoto(path("in.png")).value().image;
        const Image made = openPhoto(path("out.png")).value().image;
        QCOMPARE(replay({Flip{true}}), 0);
        const Image after = openPhoto(path("out.png")).value().image;
        QVERIFY(made == withKeptChanges(flipped, after, keep));
        QVERIFY(!(made == after) && !(made == m_photo));
        QVERIFY(std::equal(made.row8(2), made.row8(2) + 60, after.row8(2)));       // the corner
        QVERIFY(std::equal(made.row8(80), made.row8(80) + 360, m_photo.row8(80))); // the other area
    }

    void withoutAnEditBeforeItIsRefused()
    {
        QByteArray sentence;
        QCOMPARE(replay({KeepChanges{}}, &sentence), 1);
        QVERIFY2(sentence.contains("Edit 1 of r.json") && sentence.contains("does not stand"),
                 sentence);
    }

    void picturesOfTwoSizesAreRefused()
    {
        QByteArray sentence;
        QCOMPARE(replay({Turn{1}, KeepChanges{}}, &sentence), 1);
        QVERIFY2(sentence.contains("Edit 2 of r.json") && sentence.contains("size"), sentence);
    }
};

QTEST_GUILESS_MAIN(KeepCommandTest)
#include "tst_keepcommand.moc"
