// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/changesarea.h"
#include "ui/dialogs/keepchangesdialog.h"
#include "ui/document/document.h"
#include "ui/document/keptchanges.h"
#include "ui/document/recipejson.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>

#include <algorithm>

using namespace enogu;
using namespace Qt::StringLiterals;

namespace {

constexpr Extent kPhoto{800, 600};
const QRect kLarge(80, 60, 240, 240), kSmall(560, 400, 100, 100), kFaint(500, 60, 160, 160);

/// Grain everywhere, and in the result two red areas and a paler one.
Image picture(bool isResult, Channels channels = Channels::Rgb, IccProfile icc = nullptr)
{
    std::vector<std::uint8_t> bytes;
    for (int y = 0; y < kPhoto.height; ++y)
        for (int x = 0; x < kPhoto.width; ++x) {
            const auto grain = std::uint8_t(100 + (x * 7 + y * 13) % 5 + (isResult ? 1 : 0));
            const bool red = isResult && (kLarge.contains(x, y) || kSmall.contains(x, y));
            const bool pale = isResult && kFaint.contains(x, y);
            const std::uint8_t top = red ? 230 : pale ? std::uint8_t(grain + 25) : grain;
            bytes.insert(bytes.end(), {top, grain, grain});
            if (channels == Channels::Rgba)
                bytes.push_back(isResult ? 255 : std::uint8_t(x));
        }
    return Image(kPhoto, channels, Depth::U8, std::move(bytes), std::move(icc));
}

struct Dialog
{
    KeepChangesDialog dialog{picture(false), picture(true), {}};
    ChangesArea* area = dialog.findChild<ChangesArea*>();

    Dialog()
    {
        QSignalSpy compared(&dialog, &KeepChangesDialog::compared);
        compared.wait(60'000);
        dialog.show();
    }

    /// Where a place of the photo is in the area.
    QPoint at(const QRect& place) const
    {
        const QSize shown = QSize(kPhoto.width, kPhoto.height)
                                .scaled(area->size() - QSize(8, 8), Qt::KeepAspectRatio);
        const double scale = double(shown.width()) / kPhoto.width;
        const QPointF corner((area->width() - shown.width()) / 2.0,
                             (area->height() - shown.height()) / 2.0);
        return (corner + QPointF(place.center()) * scale).toPoint();
    }

    QPushButton* button(const QString& text) const
    {
        for (auto* button : dialog.findChildren<QPushButton*>())
            if (button->text().remove(u'&') == text)
                return button;
        return nullptr;
    }

    bool keeps(const QRect& place) const
    {
        const Image kept = withKeptChanges(picture(false), picture(true), dialog.recipe());
        return kept.row8(place.center().y())[3 * place.center().x()] ==
               picture(true).row8(place.center().y())[3 * place.center().x()];
    }

    bool says(const QString& text) const
    {
        return std::ranges::any_of(dialog.findChildren<QLabel*>(), [&text](const QLabel* label) {
            return label->text().contains(text);
        });
    }
};

void wait(const Document& document)
{
    QTRY_VERIFY_WITH_TIMEOUT(!document.isBusy(), 60'000);
}

} // namespace

class KeepChangesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void clicksSwitchRegions()
    {
        Dialog d;
        QVERIFY(d.says(u"Kept: 3 of 3"_s));
        QTest::mouseClick(d.area, Qt::LeftButton, {}, d.at(kLarge));
        QVERIFY(d.says(u"Kept: 2 of 3"_s));
        QVERIFY(!d.keeps(kLarge) && d.keeps(kSmall) && d.keeps(kFaint));
        QTest::mouseClick(d.area, Qt::LeftButton, {}, d.at(kLarge));
        QVERIFY(d.keeps(kLarge));
        QTest::mouseClick(d.area, Qt::LeftButton, {}, {1, 1});
        QVERIFY(d.says(u"Kept: 3 of 3"_s));
    }

    void aDoubleClickKeepsOneAlone()
    {
        Dialog d;
        QTest::mouseDClick(d.area, Qt::LeftButton, {}, d.at(kSmall));
        QVERIFY(d.says(u"Kept: 1 of 3"_s));
        QVERIFY(!d.keeps(kLarge) && d.keeps(kSmall) && !d.keeps(kFaint));
        d.button(u"All"_s)->click();
        QVERIFY(d.says(u"Kept: 3 of 3"_s));
    }

    void nothingCannotBeKept()
    {
        Dialog d;
        QVERIFY(d.button(u"Keep"_s)->isEnabled());
        d.button(u"None"_s)->click();
        QVERIFY(!d.button(u"Keep"_s)->isEnabled());
        QVERIFY(!d.keeps(kLarge));
    }

    void keysGoThroughTheRegionsByTheirSize()
    {
        Dialog d;
        d.area->setFocus();
        QVERIFY(d.area->accessibleDescription().startsWith(u"Region 1 of 3, kept, 1"_s));
        QTest::keyClick(d.area, Qt::Key_Space);
        QVERIFY(d.area->accessibleDescription().contains(u"1 of 3, not kept"_s));
        QVERIFY(!d.keeps(kLarge));
        QTest::keyClick(d.area, Qt::Key_Left);
        QTest::keyClick(d.area, Qt::Key_Space);
        QVERIFY(!d.keeps(kSmall) && d.keeps(kFaint));
    }

    void theThresholdTakesEffectAtOnce()
    {
        Dialog d;
        auto* slider = d.dialog.findChild<QSlider*>();
        slider->setValue(30);
        QCOMPARE(d.dialog.recipe().threshold, 30.0);
        QVERIFY(d.says(u"Kept: 2 of 2"_s));
        QVERIFY(!d.keeps(kFaint));
        slider->setValue(60);
        QVERIFY(d.says(u"Nothing differs this much"_s));
        QVERIFY(!d.button(u"Keep"_s)->isEnabled());
    }

    void theHistoryTakesWhatIsKept()
    {
        const auto icc = std::make_shared<const std::vector<std::uint8_t>>(100, 1);
        const Image before = picture(false, Channels::Rgba, icc);
        Document document(QString(), Photo{before, nullptr, "PNG", {}});
        document.addResult({Instruct{}, picture(true), {}, u"run"_s, 0});
        wait(document);
        const Image after = document.currentImage();
        KeepChanges recipe;
        recipe.points = {{kLarge.center().x(), kLarge.center().y()}};
        recipe.feather = 12;
        document.keepChanges(1, recipe);
        wait(document);
        const HistoryNode& node = document.history().current();
        QCOMPARE(node.parent, 1);
        QVERIFY(node.recipes == (std::vector<EditRecipe>{Instruct{}, recipe}));
        const auto again = readRecipeFile(recipeFile({recipe})).value().front();
        QVERIFY(node.image == withKeptChanges(before, after, std::get<KeepChanges>(again)));
        QVERIFY(node.image.icc() && *node.image.icc() == *icc);
        for (int y = 0; y < kPhoto.height; ++y)
            for (int x = 0; x < kPhoto.width; ++x) {
                const auto* made = node.image.row8(y) + 4 * x;
                QCOMPARE(made[3], before.row8(y)[4 * x + 3]);
                const QPoint here(x, y);
                if (!kSmall.adjusted(-24, -24, 24, 24).contains(here) &&
                    !kFaint.adjusted(-24, -24, 24, 24).contains(here))
                    QVERIFY(std::equal(made, made + 4, before.row8(y) + 4 * x));
            }
    }

    void aChoiceIsMadeAnewFromItsRun()
    {
        Document document(QString(), Photo{picture(false), nullptr, "PNG", {}});
        QVERIFY(!changedNode(document.history(), 0).node);
        document.addResult({Instruct{}, picture(true), {}, u"run"_s, 0});
        wait(document);
        document.keepChanges(1, {});
        wait(document);
        document.keepChanges(2, KeepChanges{20});
        wait(document);
        QCOMPARE(document.history().current().id, 3);
        QCOMPARE(document.history().current().parent, 1);
        QCOMPARE(document.history().current().recipes.size(), std::size_t(2));
        document.applyGeometry(Turn{1});
        wait(document);
        QVERIFY(!changedNode(document.history(), 4).node);
    }
};

QTEST_MAIN(KeepChangesTest)
#include "tst_keepchanges.moc"
