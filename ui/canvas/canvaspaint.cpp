// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/canvas.h"
#include "ui/canvas/overlay.h"

#include <QPainter>

#include <algorithm>

namespace enogu {
namespace {

constexpr QColor kSurround(119, 119, 119); // middle grey: L* 50 in sRGB
constexpr QColor kCheckLight(204, 204, 204);
constexpr QColor kCheckDark(153, 153, 153);
constexpr int kCheck = 8;            ///< logical px
constexpr double kNearestFrom = 2.0; ///< from this zoom on, a picture's own pixels show as squares

const QPixmap& checks()
{
    static const QPixmap tile = [] {
        QPixmap pixmap(2 * kCheck, 2 * kCheck);
        pixmap.fill(kCheckLight);
        QPainter painter(&pixmap);
        painter.fillRect(0, 0, kCheck, kCheck, kCheckDark);
        painter.fillRect(kCheck, kCheck, kCheck, kCheck, kCheckDark);
        return pixmap;
    }();
    return tile;
}

/// The pixels of `area` in `whole`, RGB888, not copied.
QImage part(const QImage& whole, const QRect& area)
{
    return QImage(whole.constScanLine(area.y()) + 3 * area.x(), area.width(), area.height(),
                  whole.bytesPerLine(), QImage::Format_RGB888);
}

/// Draws the whole pyramid into `target`, reading only what `clip` shows. Returns the pixels read.
std::size_t drawPyramid(QPainter& painter, const Pyramid& pyramid, const QRectF& target,
                        const QRectF& clip, bool showsPixels)
{
    const QRectF seen = target & clip;
    if (pyramid.isEmpty() || seen.isEmpty())
        return 0;
    const double sx = target.width() / pyramid.size().width();
    const double sy = target.height() / pyramid.size().height();
    const QRectF visible((seen.x() - target.x()) / sx, (seen.y() - target.y()) / sy,
                         seen.width() / sx, seen.height() / sy);
    const double zoom = std::max(sx, sy) * painter.device()->devicePixelRatioF();
    const Slice slice = pyramid.sliceFor(visible, zoom);
    const QRectF place(target.x() + slice.image.x() * sx, target.y() + slice.image.y() * sy,
                       slice.image.width() * sx, slice.image.height() * sy);
    painter.save();
    painter.setClipRect(seen, Qt::IntersectClip); // the last pixel of a halved odd side overhangs
    painter.setRenderHint(QPainter::SmoothPixmapTransform,
                          (zoom < kNearestFrom || !showsPixels) && zoom != 1.0);
    const QImage& level = pyramid.level(slice.level);
    if (level.format() == QImage::Format_RGB888) // slow to sample: the part that shows is small
        painter.drawImage(place, part(level, slice.pixels).convertToFormat(QImage::Format_RGB32));
    else
        painter.drawImage(place, level, slice.pixels);
    painter.restore();
    return std::size_t(slice.pixels.width()) * std::size_t(slice.pixels.height());
}

} // namespace

void Canvas::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), kSurround);
    m_pixelsRead = 0;
    if (!m_extent)
        return;
    const QRectF originalArea = m_showsOriginal ? QRectF(rect()) : m_compare.originalArea(size());
    const QRectF currentArea = m_showsOriginal ? QRectF() : m_compare.currentArea(size());
    paintArea(painter, originalArea, m_original.pyramid());
    paintCurrent(painter, currentArea);
    if (m_preview.isEmpty() && m_compare.mode() == CompareMode::Off && !m_showsOriginal)
        paintMarks(painter);
    if (!originalArea.isEmpty())
        paintTag(painter, originalArea, tr("Original"));
    if (m_compare.mode() == CompareMode::Split && !m_showsOriginal)
        paintSplit(painter);
    if (hasFocus()) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

void Canvas::paintCurrent(QPainter& painter, const QRectF& area)
{
    const bool fades = m_fade.state() == QAbstractAnimation::Running;
    if (fades)
        paintArea(painter, area, m_faded);
    painter.setOpacity(fades ? m_fade.currentValue().toDouble() : 1);
    paintArea(painter, area, (m_preview.isEmpty() ? m_current : m_preview).pyramid());
    painter.setOpacity(1);
    if (!m_tag.isEmpty() && !area.isEmpty())
        paintTag(painter, area, m_tag);
}

void Canvas::paintArea(QPainter& painter, const QRectF& area, const Pyramid& pyramid)
{
    if (area.isEmpty() || pyramid.isEmpty())
        return;
    View view = m_view;
    QPointF corner;
    if (m_showsOriginal)
        view.pane = size();
    else if (m_compare.mode() == CompareMode::SideBySide)
        corner = area.topLeft();
    const bool covers = &pyramid == &m_preview.pyramid() || &pyramid == &m_faded;
    if (!covers) // a preview covers the whole current picture
        view = viewOfOther(view, pyramid.size());
    painter.save();
    painter.setClipRect(area);
    const QRectF place = view.pictureInPane().translated(corner);
    if (pyramid.hasAlpha())
        painter.drawTiledPixmap(place & area, checks());
    m_pixelsRead += drawPyramid(painter, pyramid, place, area, !covers);
    painter.restore();
}

void Canvas::paintMarks(QPainter& painter) const
{
    const QRectF picture = m_view.pictureInPane();
    const QRectF seen = picture & QRectF(rect());
    if (area().isNull() || seen.isEmpty())
        return;
    const double ratio = devicePixelRatioF();
    const QRect shown = QRectF(seen.topLeft() * ratio, seen.size() * ratio).toAlignedRect();
    const QRectF whole(picture.topLeft() * ratio, picture.size() * ratio);
    if (!area().isUntouched())
        painter.drawImage(QRectF(QPointF(shown.topLeft()) / ratio, QSizeF(shown.size()) / ratio),
                          overlayOf(area(), whole, shown, m_marking.tool() != nullptr));
    const QPointF at = mapFromGlobal(QCursor::pos());
    if (!canMark() || m_marking.tool()->radius() <= 0 || !seen.contains(at))
        return;
    const double radius = m_marking.tool()->radius() * m_view.scale();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    for (const auto& [colour, width] : {std::pair(Qt::black, 3.0), {Qt::white, 1.2}}) {
        painter.setPen(QPen(colour, width));
        painter.drawEllipse(at, radius, radius);
    }
    painter.restore();
}

void Canvas::paintSplit(QPainter& painter) const
{
    constexpr double kGrip = 12; // logical px
    const double x = m_compare.lineX(size());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Qt::black, 3));
    painter.drawLine(QPointF(x, 0), QPointF(x, height()));
    painter.setPen(QPen(Qt::white, 1.5));
    painter.drawLine(QPointF(x, 0), QPointF(x, height()));
    painter.setBrush(kSurround.darker(200));
    const QPointF middle(x, height() / 2.0);
    painter.drawEllipse(middle, kGrip, kGrip);
    for (double side : {-1.0, 1.0}) {
        const QPointF tip = middle + QPointF(side * 7, 0);
        painter.drawLine(tip, tip + QPointF(-side * 4, -4));
        painter.drawLine(tip, tip + QPointF(-side * 4, 4));
    }
    painter.restore();
}

void Canvas::paintTag(QPainter& painter, const QRectF& area, const QString& text) const
{
    constexpr double kMargin = 10; // logical px
    const QSizeF words = painter.fontMetrics().size(Qt::TextSingleLine, text);
    const QRectF box(area.topLeft() + QPointF(kMargin, kMargin), words + QSizeF(16, 8));
    painter.save();
    painter.setClipRect(area);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0, 0, 0, 190));
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(Qt::white);
    painter.drawText(box, Qt::AlignCenter, text);
    painter.restore();
}

} // namespace enogu
