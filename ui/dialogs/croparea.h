// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.h"

#include <QImage>
#include <QWidget>

namespace enogu {

/// The picture with the frame that a crop keeps: drag inside the frame to move it, its sides and
/// corners to size it, and outside to draw a new one. All rectangles are in the picture's pixels.
class CropArea : public QWidget
{
    Q_OBJECT
public:
    /// The picture shows as soon as a reduced copy is made in the pool.
    explicit CropArea(const Image& image, QWidget* parent = nullptr);

    QRect frame() const { return m_frame; }
    void setFrame(const QRect& frame); ///< emits nothing; must lie inside the picture
    QSize sizeHint() const override;

Q_SIGNALS:
    void frameChanged(const QRect& frame); ///< by the mouse

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    QRectF picturePlace() const;
    QRectF framePlace() const;
    QPointF inPicture(QPointF point) const;
    Qt::Edges edgesAt(QPointF point) const;
    void updateCursor(QPointF point);

    QSize m_extent;
    QImage m_shown;
    QRect m_frame;
    QRect m_startFrame;
    QPointF m_start;
    Qt::Edges m_edges; ///< those that follow the mouse; all four move the frame
    bool m_dragging = false;
};

/// `frame` with `edges` moved by `delta`, at least one pixel in size, inside 0 … `bounds`. All four
/// edges keep the size.
QRect draggedFrame(const QRect& frame, Qt::Edges edges, QPoint delta, QSize bounds);

} // namespace enogu
