// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/recipe.h"

#include <QWidget>

#include <vector>

class QPushButton;

namespace enogu {

class SliderRow;

/// The parameters of Animeify: strength and colour for every style, and Cel's live sliders.
class EditPanel : public QWidget
{
    Q_OBJECT
public:
    explicit EditPanel(QWidget* parent = nullptr);

    /// What the controls say. `style` is left as the caller has it.
    Animeify recipe() const;
    void setRecipe(const Animeify& recipe); ///< emits nothing
    /// Cel's own sliders have a meaning only for Cel.
    void setStyleIsCel(bool isCel);

Q_SIGNALS:
    void changed();  ///< while a control moves
    void finished(); ///< it was let go

private:
    QWidget* headline(const QString& text);

    SliderRow *m_strength, *m_keepColour, *m_flatness, *m_bands, *m_lineWeight, *m_warmth,
        *m_colour;
    std::vector<SliderRow*> m_celRows;
    QPushButton* m_reset;
};

} // namespace enogu
