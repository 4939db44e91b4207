// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/croparea.h"

#include "engine/image/geometry.h"
#include "ui/document/background.h"
#include "ui/document/qtimage.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace enogu {

namespace {

constexpr int kShownSide = 1200; ///< pixels of the reduced copy
constexpr int kMargin = 8;       ///< logical px around the picture, so that handles stay whole
constexpr double kReach = 10;    ///< logical px that take hold of a side
constexpr Qt::Edges kAllEdges = Qt::LeftEdge | Qt::RightEdge | Qt::TopEdge | Qt::BottomEdge;

/// One axis of draggedFrame: moves `low`, `high` (exclusive) or both by `delta` within 0 … `most`.
void dragSpan(int& low, int& high, bool lowMoves, bool highMoves, int delta, int most)
{
    if (lowMoves && highMoves)
        delta = std::clamp(delta, -low, most - high);
    if (lowMoves)
        low = std::clamp(low + delta, 0, highMoves ? most : high - 1);
    if (highMoves)
        high = std::clamp(high + delta, low + 1, most);
}

} // namespace

QRect draggedFrame(const QRect& frame, Qt::Edges edges, QPoint delta, QSize bounds)
{
    int left = frame.x(), right = frame.x() + frame.width();
    int top = frame.y(), bottom = frame.y() + frame.height();
    dragSpan(left, right, edges & Qt::LeftEdge, edges & Qt::RightEdge, delta.x(), bounds.width());
    dragSpan(top, bottom, edges & Qt::TopEdge, edges & Qt::BottomEdge, delta.y(), bounds.height());
    return {left, top, right - left, bottom - top};
}

CropArea::CropArea(const Image& image, QWidget* parent)
    : QWidget(parent), m_extent(image.width(), image.height()), m_frame(QPoint(0, 0), m_extent)
{
    setAccessibleName(tr("Picture with the frame that is kept"));
    setMouseTracking(true);
    setMinimumSize(240, 160);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    inBackground(
        this, [image] { return displayImage(reduced(image, kShownSide)); },
        [this](QImage shown) {
            m_shown = std::move(shown);
            update();
        });
}

QSize CropArea::sizeHint() const
{
    return m_extent.scaled(560, 400, Qt::KeepAspectRatio) + QSize(2 * kMargin, 2 * kMargin);
}

void CropArea::setFrame(const QRect& frame)
{
    m_frame = frame;
    update();
}

QRectF CropArea::picturePlace() const
{
    const QRectF room = QRectF(rect()).adjusted(kMargin, kMargin, -kMargin, -kMargin);
    QRectF place(QPointF(), QSizeF(m_extent).scaled(room.size(), Qt::KeepAspectRatio));
    place.moveCenter(room.center());
    return place;
}

QRectF CropArea::framePlace() const
{
    const QRectF place = picturePlace();
    const double scale = place.width() / m_extent.width();
    return {place.topLeft() + QPointF(m_frame.topLeft()) * scale, QSizeF(m_frame.size()) * scale};
}

QPointF CropArea::inPicture(QPointF point) const
{
    const QRectF place = picturePlace();
    return (point - place.topLeft()) * (m_extent.width() / place.width());
}

/// The sides that a press takes hold of: all four inside the frame, none outside.
Qt::Edges CropArea::edgesAt(QPointF point) const
{
    const QRectF place = framePlace();
    if (!place.adjusted(-kReach, -kReach, kReach, kReach).contains(point))
        return {};
    Qt::Edges edges;
    edges.setFlag(Qt::LeftEdge, std::abs(point.x() - place.left()) <= kReach);
    edges.setFlag(Qt::RightEdge, std::abs(point.x() - place.right()) <= kReach && !edges);
    const bool top = std::abs(point.y() - place.top()) <= kReach;
    edges.setFlag(Qt::TopEdge, top);
    edges.setFlag(Qt::BottomEdge, !top && std::abs(point.y() - place.bottom()) <= kReach);
    const bool whole = m_frame.size() == m_extent; // it cannot move: a drag draws a new one
    return edges || whole ? edges : kAllEdges;
}

void CropArea::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_dragging = true;
    m_start = inPicture(event->position());
    m_edges = edgesAt(event->position());
    if (!m_edges) {
        const QPoint corner(std::clamp(int(m_start.x()), 0, m_extent.width() - 1),
                            std::clamp(int(m_start.y()), 0, m_extent.height() - 1));
        m_frame = QRect(corner, QSize(1, 1));
    }
    m_startFrame = m_frame;
}

void CropArea::mouseMoveEvent(QMouseEvent* event)
{
    updateCursor(event->position());
    if (!m_dragging)
        return;
    const QPoint delta = (inPicture(event->position()) - m_start).toPoint();
    Qt::Edges edges = m_edges;
    if (!edges) { // a new frame grows towards the mouse
        edges = delta.x() < 0 ? Qt::LeftEdge : Qt::RightEdge;
        edges |= delta.y() < 0 ? Qt::TopEdge : Qt::BottomEdge;
    }
    setFrame(draggedFrame(m_startFrame, edges, delta, m_extent));
    Q_EMIT frameChanged(m_frame);
}

void CropArea::mouseReleaseEvent(QMouseEvent*)
{
    m_dragging = false;
}

void CropArea::updateCursor(QPointF point)
{
    const Qt::Edges edges = m_dragging ? m_edges : edgesAt(point);
    const bool sideways = edges & (Qt::LeftEdge | Qt::RightEdge);
    const bool upright = edges & (Qt::TopEdge | Qt::BottomEdge);
    if (!edges)
        setCursor(Qt::CrossCursor);
    else if (edges == kAllEdges)
        setCursor(Qt::SizeAllCursor);
    else if (sideways && upright)
        setCursor(bool(edges & Qt::LeftEdge) == bool(edges & Qt::TopEdge) ? Qt::SizeFDiagCursor
                                                                          : Qt::SizeBDiagCursor);
    else
        setCursor(sideways ? Qt::SizeHorCursor : Qt::SizeVerCursor);
}

void CropArea::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QRectF place = picturePlace(), kept = framePlace();
    if (m_shown.isNull())
        painter.fillRect(place, Qt::gray);
    else
        painter.drawImage(place, m_shown);
    QPainterPath outside;
    outside.addRect(place);
    outside.addRect(kept);
    painter.fillPath(outside, QColor(0, 0, 0, 140));
    painter.setPen(QPen(QColor(255, 255, 255, 110), 1));
    for (int third : {1, 2}) {
        const double x = kept.left() + kept.width() * third / 3;
        const double y = kept.top() + kept.height() * third / 3;
        painter.drawLine(QPointF(x, kept.top()), QPointF(x, kept.bottom()));
        painter.drawLine(QPointF(kept.left(), y), QPointF(kept.right(), y));
    }
    painter.setPen(QPen(Qt::black, 3));
    painter.drawRect(kept);
    painter.setPen(QPen(Qt::white, 1.5));
    painter.drawRect(kept);
    for (QPointF corner :
         {kept.topLeft(), kept.topRight(), kept.bottomLeft(), kept.bottomRight()}) {
        const QRectF handle(corner - QPointF(4, 4), QSizeF(8, 8));
        painter.fillRect(handle, Qt::white);
        painter.setPen(QPen(Qt::black, 1));
        painter.drawRect(handle);
    }
}

} // namespace enogu
