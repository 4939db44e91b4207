// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/editpanel.h"

#include "ui/panels/sliderrow.h"

#include <QGridLayout>
#include <QPushButton>

#include <cmath>

namespace enogu {

namespace {

int percent(double value)
{
    return int(std::lround(value * 100));
}

} // namespace

EditPanel::EditPanel(QWidget* parent) : QWidget(parent)
{
    const CelLook look;
    const auto share = [](double initial) {
        return SliderRow::Range{0, 100, percent(initial), QStringLiteral(" %")};
    };
    m_strength = new SliderRow(tr("S&trength"), share(1), this);
    m_keepColour = new SliderRow(tr("Keep my c&olours"), share(0), this);
    m_flatness = new SliderRow(tr("Fl&atness"), share(look.flatness), this);
    m_bands = new SliderRow(tr("Ba&nds"), {2, 16, look.bands, {}}, this);
    m_lineWeight = new SliderRow(tr("&Line weight"), share(look.lineWeight), this);
    m_warmth = new SliderRow(tr("Wa&rmth"), share(look.warmth), this);
    m_colour = new SliderRow(tr("&Colour"), share(look.colour), this);
    m_strength->setToolTip(tr("0 is the photo, 100 the full style"));
    m_keepColour->setToolTip(tr("How far the photo's own colours come back"));
    m_flatness->setToolTip(tr("0 keeps the photo's texture, 100 paints flat areas"));
    m_bands->setToolTip(tr("Number of brightness steps"));
    m_lineWeight->setToolTip(tr("0 draws no lines"));
    m_warmth->setToolTip(tr("Warm lights and cool shadows"));
    m_colour->setToolTip(tr("0 is the photo's saturation, 100 vivid"));
    m_celRows = {m_flatness, m_bands, m_lineWeight, m_warmth, m_colour};

    auto* grid = new QGridLayout(this);
    grid->setColumnStretch(1, 1);
    grid->addWidget(headline(tr("Every style")), 0, 0, 1, 3);
    m_strength->addTo(grid, 1);
    m_keepColour->addTo(grid, 2);
    grid->addWidget(headline(tr("Cel, live")), 3, 0, 1, 3);
    int row = 4;
    for (SliderRow* slider : m_celRows)
        slider->addTo(grid, row++);
    m_reset = new QPushButton(tr("Reset Sli&ders"), this);
    m_reset->setAccessibleName(tr("Reset Sliders"));
    grid->addWidget(m_reset, row++, 0, 1, 3, Qt::AlignRight);
    grid->setRowStretch(row, 1);

    for (SliderRow* slider :
         {m_strength, m_keepColour, m_flatness, m_bands, m_lineWeight, m_warmth, m_colour}) {
        connect(slider, &SliderRow::changed, this, &EditPanel::changed);
        connect(slider, &SliderRow::released, this, &EditPanel::finished);
    }
    connect(m_reset, &QPushButton::clicked, this, [this] {
        setRecipe(Animeify{});
        Q_EMIT changed();
        Q_EMIT finished();
    });
}

QWidget* EditPanel::headline(const QString& text)
{
    auto* label = new QLabel(text, this);
    QFont bold = label->font();
    bold.setBold(true);
    label->setFont(bold);
    label->setContentsMargins(0, 6, 0, 0);
    return label;
}

Animeify EditPanel::recipe() const
{
    Animeify recipe;
    recipe.strength = m_strength->value() / 100.0;
    recipe.keepColour = m_keepColour->value() / 100.0;
    recipe.look.flatness = m_flatness->value() / 100.0;
    recipe.look.bands = m_bands->value();
    recipe.look.lineWeight = m_lineWeight->value() / 100.0;
    recipe.look.warmth = m_warmth->value() / 100.0;
    recipe.look.colour = m_colour->value() / 100.0;
    return recipe;
}

void EditPanel::setRecipe(const Animeify& recipe)
{
    m_strength->setValue(percent(recipe.strength));
    m_keepColour->setValue(percent(recipe.keepColour));
    m_flatness->setValue(percent(recipe.look.flatness));
    m_bands->setValue(recipe.look.bands);
    m_lineWeight->setValue(percent(recipe.look.lineWeight));
    m_warmth->setValue(percent(recipe.look.warmth));
    m_colour->setValue(percent(recipe.look.colour));
}

void EditPanel::setStyleIsCel(bool isCel)
{
    for (SliderRow* row : m_celRows)
        row->setEnabled(isCel);
}

} // namespace enogu
