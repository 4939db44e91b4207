// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/keepchangesdialog.h"

#include "ui/dialogs/changesarea.h"
#include "ui/document/background.h"
#include "ui/document/keptchanges.h"
#include "ui/panels/sliderrow.h"
#include "ui/plaintext.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace enogu {

namespace {

constexpr int kMostThreshold = 60;

/// Growth and feather that look alike on photos of every size.
KeepChanges usualFor(const Extent& photo)
{
    const int side = std::max(photo.width, photo.height);
    KeepChanges recipe;
    recipe.grow = side / 250;
    recipe.feather = side / 150;
    return recipe;
}

SliderRow::Range pixelRange(const Extent& photo)
{
    const int side = std::max(photo.width, photo.height);
    return {0, std::clamp(side / 10, 1, kMostGrowth), 0, KeepChangesDialog::tr(" px")};
}

} // namespace

KeepChangesDialog::KeepChangesDialog(const Image& before, const Image& after,
                                     const std::optional<KeepChanges>& start, QWidget* parent)
    : QDialog(parent),
      m_photo(before.extent()),
      m_recipe(start.value_or(usualFor(m_photo))),
      m_area(new ChangesArea(this)),
      m_threshold(new SliderRow(tr("&Ignore changes below"), {1, kMostThreshold, 8}, this)),
      m_grow(new SliderRow(tr("&Grow"), pixelRange(m_photo), this)),
      m_feather(new SliderRow(tr("&Feather"), pixelRange(m_photo), this)),
      m_report(new QLabel(this))
{
    setWindowTitle(tr("Keep Only What Changed"));
    m_threshold->setToolTip(tr("How visible a change must be to count: 1 is the least that an eye "
                               "sees"));
    m_grow->setToolTip(tr("How far what is kept reaches beyond what changed"));
    m_feather->setToolTip(tr("How softly it fades into the photo"));
    m_threshold->setValue(int(std::lround(m_recipe.threshold)));
    m_grow->setValue(m_recipe.grow);
    m_feather->setValue(m_recipe.feather);
    build();
    compare(before, after);
}

void KeepChangesDialog::build()
{
    auto* grid = new QGridLayout;
    grid->setColumnStretch(1, 1);
    int row = 0;
    for (SliderRow* slider : {m_threshold, m_grow, m_feather}) {
        slider->addTo(grid, row++);
        slider->setEnabled(false);
        connect(slider, &SliderRow::changed, this, [this] {
            KeepChanges recipe = m_recipe;
            recipe.threshold = m_threshold->value();
            recipe.grow = m_grow->value();
            recipe.feather = m_feather->value();
            take(recipe);
        });
    }
    auto* buttons = new QDialogButtonBox(this);
    m_keep = buttons->addButton(tr("&Keep"), QDialogButtonBox::AcceptRole);
    m_keep->setDefault(true);
    m_keep->setAccessibleName(plainText(m_keep->text()));
    m_keep->setEnabled(false);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_area, 1);
    column->addWidget(choices());
    column->addLayout(grid);
    column->addWidget(buttons);
    connect(m_area, &ChangesArea::switched, this, [this](const Point& point) {
        take(ChangedRegions(*m_difference, m_recipe, m_photo).toggled(point));
    });
    connect(m_area, &ChangesArea::onlyThis, this, [this](const Point& point) {
        KeepChanges recipe = m_recipe;
        recipe.all = false;
        recipe.points = {point};
        take(recipe);
    });
}

QWidget* KeepChangesDialog::choices()
{
    auto* line = new QWidget(this);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    auto* shows = new QCheckBox(tr("Show what &changed"), line);
    shows->setChecked(true);
    connect(shows, &QCheckBox::toggled, m_area, &ChangesArea::setMapShown);
    m_report->setWordWrap(true);
    row->addWidget(m_report, 1);
    row->addWidget(shows);
    const auto add = [&](const QString& text, bool all) {
        auto* button = new QPushButton(text, line);
        button->setAutoDefault(false);
        button->setAccessibleName(plainText(text));
        row->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, all] {
            KeepChanges recipe = m_recipe;
            recipe.all = all;
            recipe.points.clear();
            take(recipe);
        });
    };
    add(tr("&All"), true);
    add(tr("&None"), false);
    return line;
}

void KeepChangesDialog::compare(const Image& before, const Image& after)
{
    struct Compared
    {
        std::optional<Image> before, after;
        std::optional<Difference> difference;
    };
    inBackground(
        this,
        [before, after] {
            Compared made{comparable(before), comparable(after), {}};
            made.difference = Difference(*made.before, *made.after);
            return made;
        },
        [this](const Compared& made) {
            m_difference = made.difference;
            m_area->setPictures(*made.before, *made.after, m_photo);
            for (SliderRow* slider : {m_threshold, m_grow, m_feather})
                slider->setEnabled(true);
            take(m_recipe);
            Q_EMIT compared();
        });
}

void KeepChangesDialog::take(const KeepChanges& recipe)
{
    if (!m_difference)
        return;
    m_recipe = recipe;
    const ChangedRegions regions(*m_difference, recipe, m_photo);
    m_area->setRegions(regions);
    std::size_t pixels = 0;
    int kept = 0;
    for (const ChangedRegion& region : regions.regions()) {
        kept += region.isKept ? 1 : 0;
        pixels += region.isKept ? region.pixels : 0;
    }
    m_report->setText(
        regions.regions().empty()
            ? tr("Nothing differs this much: ignore less.")
            : tr("Kept: %1 of %2 regions, %3 % of the photo. Click one to switch it.")
                  .arg(kept)
                  .arg(regions.regions().size())
                  .arg(100.0 * double(pixels) / double(m_difference->extent().pixels()), 0, 'f',
                       1));
    m_keep->setEnabled(kept > 0);
}

} // namespace enogu
