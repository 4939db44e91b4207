// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/image/difference.h"

#include <QImage>
#include <QWidget>

namespace enogu {

/// A result with what it changed drawn over it. A click switches a region, a double click keeps it
/// alone; arrow keys go through the regions, the largest first, and Space switches one.
class ChangesArea : public QWidget
{
    Q_OBJECT
public:
    explicit ChangesArea(QWidget* parent = nullptr);

    /// `before` and `after`: sRGB, of the map's extent; `photo`: that of the recipe's points.
    void setPictures(const Image& before, const Image& after, const Extent& photo);
    void setRegions(const ChangedRegions& regions);
    void setMapShown(bool shown);

    QSize sizeHint() const override;

Q_SIGNALS:
    void switched(const enogu::Point& point); ///< of the photo, in a region
    void onlyThis(const enogu::Point& point);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    QRectF place() const;
    std::optional<Point> regionPoint(QPointF position) const;
    void drawMap();
    void describe();
    void moveBy(int step);

    std::optional<Image> m_before, m_after;
    Extent m_photo;
    std::optional<ChangedRegions> m_regions;
    std::vector<int> m_bySize;
    int m_cursor = 0; ///< index into m_bySize
    QImage m_result, m_map;
    bool m_showsMap = true;
};

} // namespace enogu
