// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/canvas.h"
#include "ui/panels/picturegrid.h"

#include <QStackedWidget>

namespace enogu {

/// Shows one picture, or several to choose from.
class Easel : public QStackedWidget
{
    Q_OBJECT
public:
    explicit Easel(QWidget* parent = nullptr)
        : QStackedWidget(parent), m_canvas(new Canvas(this)), m_grid(new PictureGrid(this))
    {
        addWidget(m_canvas);
        addWidget(m_grid);
    }

    Canvas& canvas() { return *m_canvas; }
    PictureGrid& grid() { return *m_grid; }
    bool showsGrid() const { return currentIndex() == 1; }
    void showGrid(bool shows) { setCurrentIndex(shows ? 1 : 0); }

private:
    Canvas* m_canvas;
    PictureGrid* m_grid;
};

} // namespace enogu
