// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/croparea.h"
#include "ui/dialogs/preferencesdialog.h"
#include "ui/errortext.h"
#include "ui/panels/messagebar.h"
#include "ui/panels/sliderrow.h"
#include "ui/plaintext.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace enogu;
using namespace Qt::StringLiterals;

namespace {

QPushButton* button(const QWidget& parent, const QString& name)
{
    for (auto* candidate : parent.findChildren<QPushButton*>())
        if (candidate->accessibleName() == name)
            return candidate;
    return nullptr;
}

Image grey(int width, int height)
{
    return Image({width, height}, Channels::Rgb, Depth::U8,
                 std::vector<std::uint8_t>(std::size_t(width) * std::size_t(height) * 3, 128));
}

} // namespace

class PanelsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void mnemonicsAreNoPartOfAName_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("plain");
        QTest::newRow("English") << u"&Open Photo…"_s << u"Open Photo…"_s;
        QTest::newRow("Japanese") << u"写真を開く(&O)…"_s << u"写真を開く…"_s;
        QTest::newRow("parentheses of the text") << u"Size (px)"_s << u"Size (px)"_s;
    }

    void mnemonicsAreNoPartOfAName()
    {
        QFETCH(QString, text);
        QTEST(plainText(text), "plain");
    }

    void everyPhaseOfTheEngineHasItsWord_data()
    {
        QTest::addColumn<QString>("phase");
        for (const char* phase : {"Loading the model", "Painting", "Finishing"})
            QTest::newRow(phase) << QString::fromLatin1(phase);
    }

    void everyPhaseOfTheEngineHasItsWord()
    {
        QFETCH(QString, phase);
        QCOMPARE(translatedPhase(phase.toStdString()), phase);
    }

    void japaneseHasNoUnfinishedString()
    {
        QFile file(QStringLiteral(ENOGU_SOURCE_DIR "/translations/enogu_ja.ts"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(text.count("<translation>") > 200);
        QCOMPARE(text.count("type=\"unfinished\""), 0);
    }

    void theDetailsOfAMessageUnfoldAndAreCopied()
    {
        MessageBar bar;
        bar.showMessage(u"It failed."_s, {}, u"line one\nline two"_s);
        QVERIFY(!button(bar, u"Copy"_s)->isVisible());
        button(bar, u"Details"_s)->click();
        QVERIFY(button(bar, u"Copy"_s)->isVisible());
        button(bar, u"Copy"_s)->click();
        QCOMPARE(QApplication::clipboard()->text(), u"line one\nline two"_s);
        bar.showMessage(u"Saved."_s);
        QVERIFY(!button(bar, u"Details"_s)->isVisible());
        QVERIFY(!button(bar, u"Copy"_s)->isVisible());
    }

    void anActionClosesTheBarAndRunsOnce()
    {
        MessageBar bar;
        int runs = 0;
        bar.showMessage(u"First."_s, {u"&Again"_s, [&runs] { runs += 10; }});
        bar.showMessage(u"Second."_s, {u"&Again"_s, [&runs] { ++runs; }});
        button(bar, u"Again"_s)->click();
        QCOMPARE(runs, 1);
        QVERIFY(bar.sentence().isEmpty());
    }

    void detailsNameTheErrorAndTheProgram()
    {
        const QString details = detailsOf(Error(ErrorCode::BadImage, "x.jpg is broken."));
        QVERIFY(details.startsWith(u"x.jpg is broken.\n"));
        QVERIFY(details.contains(u"Enogu "));
    }

    void preferencesListWhatTheEngineFound()
    {
        const std::vector<DeviceInfo> devices{
            {"cuda:0", "First GPU", 0}, {"cuda:1", "Second GPU", 0}, {"cpu", "Fast CPU", 0}};
        PreferencesDialog dialog({u"cuda:1"_s, {}, u"auto"_s}, devices);
        const auto* box = dialog.findChildren<QComboBox*>().constFirst();
        QCOMPARE(box->count(), 4);
        QCOMPARE(box->itemText(0), u"Automatic: First GPU"_s);
        QCOMPARE(box->currentText(), u"Second GPU"_s);
        QCOMPARE(dialog.preferences().device, u"cuda:1"_s);
    }

    void aDeviceThatIsGoneBecomesAutomatic()
    {
        PreferencesDialog dialog({u"cuda:3"_s, {}, u"auto"_s}, {{"cpu", "Fast CPU", 0}});
        QCOMPARE(dialog.preferences().device, u"auto"_s);
        bool says = false;
        for (const auto* label : dialog.findChildren<QLabel*>())
            says = says || label->text().contains(u"No GPU");
        QVERIFY(says);
    }

    void aDraggedFrameStaysInsideThePicture_data()
    {
        QTest::addColumn<int>("edges");
        QTest::addColumn<QPoint>("delta");
        QTest::addColumn<QRect>("result");
        const int all = Qt::LeftEdge | Qt::RightEdge | Qt::TopEdge | Qt::BottomEdge;
        QTest::newRow("move") << all << QPoint(5, 6) << QRect(15, 26, 30, 40);
        QTest::newRow("move out") << all << QPoint(-90, 900) << QRect(0, 40, 30, 40);
        QTest::newRow("left") << int(Qt::LeftEdge) << QPoint(5, 6) << QRect(15, 20, 25, 40);
        QTest::newRow("left past right")
            << int(Qt::LeftEdge) << QPoint(99, 0) << QRect(39, 20, 1, 40);
        QTest::newRow("corner out")
            << int(Qt::RightEdge | Qt::BottomEdge) << QPoint(999, 999) << QRect(10, 20, 90, 60);
    }

    void aDraggedFrameStaysInsideThePicture()
    {
        QFETCH(int, edges);
        QFETCH(QPoint, delta);
        QTEST(draggedFrame({10, 20, 30, 40}, Qt::Edges(edges), delta, {100, 80}), "result");
    }

    void theMouseDrawsMovesAndSizesTheFrame()
    {
        CropArea area(grey(200, 100));
        area.resize(416, 216); // 8 px of margin: two screen pixels per picture pixel
        area.show();
        const auto drag = [&area](QPoint from, QPoint to) {
            QTest::mousePress(&area, Qt::LeftButton, {}, from);
            QTest::mouseMove(&area, to);
            QTest::mouseRelease(&area, Qt::LeftButton, {}, to);
        };
        drag({108, 58}, {308, 158}); // inside the whole picture: a new frame
        QCOMPARE(area.frame(), QRect(50, 25, 101, 51));
        area.setFrame({0, 0, 200, 100});
        drag({8, 8}, {48, 28}); // the upper left corner
        QCOMPARE(area.frame(), QRect(20, 10, 180, 90));
        drag({408, 208}, {208, 108}); // the lower right one
        QCOMPARE(area.frame(), QRect(20, 10, 80, 40));
        drag({128, 68}, {148, 88}); // inside
        QCOMPARE(area.frame(), QRect(30, 20, 80, 40));
        drag({300, 150}, {340, 190});                   // outside
        QCOMPARE(area.frame(), QRect(146, 71, 21, 21)); // both pixels under the mouse
    }

    void keysInQuickSuccessionAreOneChange()
    {
        QWidget parent;
        auto* grid = new QGridLayout(&parent);
        SliderRow row(u"Line"_s, {}, &parent);
        row.addTo(grid, 0);
        QSignalSpy changed(&row, &SliderRow::changed), released(&row, &SliderRow::released);
        for (int i = 0; i < 5; ++i)
            QTest::keyClick(parent.findChild<QSlider*>(), Qt::Key_Right);
        QCOMPARE(changed.size(), 5);
        QCOMPARE(released.size(), 0);
        QTRY_COMPARE(released.size(), 1);
    }
};

QTEST_MAIN(PanelsTest)
#include "tst_panels.moc"
