// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.h"

#include <QPixmap>
#include <QWidget>

#include <vector>

class QGridLayout;
class QLabel;
class QPushButton;

namespace enogu {

class PictureCell;

/// Several pictures side by side, of which one is chosen. They may still be forming.
class PictureGrid : public QWidget
{
    Q_OBJECT
public:
    explicit PictureGrid(QWidget* parent = nullptr);

    /// Empty cells, one a caption, in rows of about equal length.
    void begin(const QString& title, const QStringList& captions);
    void setTitle(const QString& title);
    void setPicture(int cell, const Image& image); ///< sRGB
    /// A cell can be chosen while it is ready.
    void setReady(int cell, bool ready = true);
    /// Offers to keep all of them.
    void setMayKeepAll(bool may);
    int count() const { return int(m_cells.size()); }

Q_SIGNALS:
    void begun(); ///< with other pictures
    void chosen(int cell);
    void allChosen();
    void left(); ///< none was chosen

private:
    QLabel* m_title;
    QPushButton *m_all, *m_close;
    QGridLayout* m_grid;
    std::vector<PictureCell*> m_cells;
};

} // namespace enogu
