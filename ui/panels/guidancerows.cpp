// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/guidancerows.h"

#include "ui/panels/sliderrow.h"

#include <QLocale>

#include <cmath>

namespace enogu {

namespace {

constexpr double kTenths = 10, kHundredths = 100; ///< units of the sliders

int units(double value, double scale)
{
    return int(std::lround(value * scale));
}

double read(const SliderRow& row, double scale, double own)
{
    return row.value() == units(own, scale) ? kOwnGuidance : row.value() / scale;
}

void show(SliderRow& row, double scale, double value, double own)
{
    row.setValue(units(value == kOwnGuidance ? own : value, scale));
}

} // namespace

GuidanceRows::GuidanceRows(QWidget* parent)
    : QObject(parent),
      m_follow(new SliderRow(tr("Foll&ow the instruction"), {10, 200, 75, {}, 1}, parent)),
      m_stay(new SliderRow(tr("Stay &close to the photo"), {100, 300, 150, {}, 2}, parent)),
      m_describe(new SliderRow(tr("Foll&ow the description"), {10, 200, 75, {}, 1}, parent)),
      m_keep(new SliderRow(tr("Stay &close to the photo, as a share"),
                           {0, 100, 25, QStringLiteral(" %")}, parent))
{
    for (SliderRow* row : {m_follow, m_stay, m_describe, m_keep})
        connect(row, &SliderRow::changed, this, &GuidanceRows::changed);
    sayUsual();
}

void GuidanceRows::addTo(QGridLayout* grid)
{
    m_follow->addStackedTo(grid, 1);
    m_stay->addStackedTo(grid, 3);
    m_describe->addStackedTo(grid, 5);
    m_keep->addStackedTo(grid, 8);
}

void GuidanceRows::setMode(EditMode mode)
{
    const bool edit = mode == EditMode::Edit;
    m_follow->setVisible(edit);
    m_stay->setVisible(edit);
    m_describe->setVisible(!edit);
    m_keep->setVisible(!edit);
}

void GuidanceRows::setStrengthEnabled(bool enabled)
{
    m_keep->setEnabled(enabled);
}

void GuidanceRows::setAdvice(const ModelAdvice& advice)
{
    Instruct edit;
    Generate picture;
    readInto(edit);
    readInto(picture);
    m_advice = advice;
    show(edit);
    show(picture);
    sayUsual();
}

void GuidanceRows::commit()
{
    for (SliderRow* row : {m_follow, m_stay, m_describe, m_keep})
        row->commit();
}

void GuidanceRows::readInto(Instruct& recipe) const
{
    recipe.textGuidance = read(*m_follow, kTenths, m_advice.textGuidance);
    recipe.imageGuidance = read(*m_stay, kHundredths, m_advice.imageGuidance);
}

void GuidanceRows::readInto(Generate& recipe) const
{
    recipe.guidance = read(*m_describe, kTenths, m_advice.guidance);
    recipe.strength = 1 - m_keep->value() / kHundredths;
}

void GuidanceRows::show(const Instruct& recipe)
{
    enogu::show(*m_follow, kTenths, recipe.textGuidance, m_advice.textGuidance);
    enogu::show(*m_stay, kHundredths, recipe.imageGuidance, m_advice.imageGuidance);
}

void GuidanceRows::show(const Generate& recipe)
{
    enogu::show(*m_describe, kTenths, recipe.guidance, m_advice.guidance);
    m_keep->setValue(units(1 - recipe.strength, kHundredths));
}

void GuidanceRows::sayUsual()
{
    const auto shown = [](double value) { return QLocale().toString(value, 'g', 3); };
    m_follow->setToolTip(
        tr("More: the change is stronger. Usually %1").arg(shown(m_advice.textGuidance)));
    m_stay->setToolTip(
        tr("More: the photo stays more as it is. Usually %1").arg(shown(m_advice.imageGuidance)));
    m_describe->setToolTip(
        tr("More: closer to the words. Usually %1").arg(shown(m_advice.guidance)));
}

} // namespace enogu
