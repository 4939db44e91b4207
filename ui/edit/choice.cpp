// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/edit/choice.h"

#include "ui/panels/easel.h"

namespace enogu {

Choice::Choice(Easel& easel, const QString& title, const std::vector<Picture>& pictures,
               bool mayKeepAll)
    : QObject(&easel), m_easel(easel)
{
    PictureGrid& grid = easel.grid();
    QStringList captions;
    for (const Picture& picture : pictures)
        captions += picture.caption;
    grid.begin(title, captions);
    for (int i = 0; i < int(pictures.size()); ++i) {
        m_left.push_back(i);
        grid.setPicture(i, pictures[std::size_t(i)].image);
        grid.setReady(i);
    }
    grid.setMayKeepAll(mayKeepAll);
    easel.showGrid(true);
    connect(&grid, &PictureGrid::chosen, this, [this](int cell) { Q_EMIT chosen({cell}); });
    connect(&grid, &PictureGrid::allChosen, this, [this] { Q_EMIT chosen(m_left); });
    connect(&grid, &PictureGrid::left, this, &Choice::close);
    connect(&grid, &PictureGrid::begun, this, [this] {
        m_easel.grid().disconnect(this);
        deleteLater();
    });
}

void Choice::remove(int picture)
{
    std::erase(m_left, picture);
    m_easel.grid().setReady(picture, false);
}

void Choice::close()
{
    m_easel.grid().disconnect(this);
    m_easel.showGrid(false);
    deleteLater();
    Q_EMIT closed();
}

} // namespace enogu
