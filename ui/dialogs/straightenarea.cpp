// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/straightenarea.h"

#include "engine/image/geometry.h"
#include "ui/document/background.h"
#include "ui/document/qtimage.h"

#include <QPainter>
#include <QPainterPath>

namespace enogu {

namespace {

constexpr int kShownSide = 1200; ///< pixels of the reduced copy
constexpr int kLines = 8;        ///< of the grid, in each direction

} // namespace

StraightenArea::StraightenArea(const Image& image, QWidget* parent)
    : QWidget(parent), m_extent(image.extent())
{
    setAccessibleName(tr("Turned picture"));
    setMinimumSize(240, 160);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    inBackground(
        this, [image] { return displayImage(reduced(image, kShownSide)); },
        [this](QImage shown) {
            m_shown = std::move(shown);
            update();
        });
}

QSize StraightenArea::sizeHint() const
{
    return QSize(m_extent.width, m_extent.height).scaled(560, 400, Qt::KeepAspectRatio);
}

void StraightenArea::setDegrees(double clockwise)
{
    m_degrees = clockwise;
    update();
}

void StraightenArea::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHints(QPainter::SmoothPixmapTransform | QPainter::Antialiasing);
    const QSizeF whole(m_extent.width, m_extent.height);
    QRectF place(QPointF(), whole.scaled(size(), Qt::KeepAspectRatio));
    place.moveCenter(QRectF(rect()).center());
    painter.save();
    painter.translate(place.center());
    painter.rotate(m_degrees);
    painter.translate(-place.center());
    if (m_shown.isNull())
        painter.fillRect(place, Qt::gray);
    else
        painter.drawImage(place, m_shown);
    painter.restore();

    const Extent kept = straightenedExtent(m_extent, m_degrees);
    QRectF frame(QPointF(), QSizeF(kept.width, kept.height) * (place.width() / whole.width()));
    frame.moveCenter(place.center());
    QPainterPath outside;
    outside.addRect(rect());
    outside.addRect(frame);
    painter.fillPath(outside, QColor(0, 0, 0, 140));
    painter.setPen(QPen(QColor(255, 255, 255, 110), 1));
    for (int i = 1; i < kLines; ++i) {
        const double x = frame.left() + frame.width() * i / kLines;
        const double y = frame.top() + frame.height() * i / kLines;
        painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()));
        painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y));
    }
    painter.setPen(QPen(Qt::white, 1.5));
    painter.drawRect(frame);
}

} // namespace enogu
