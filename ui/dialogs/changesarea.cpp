// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/changesarea.h"

#include "engine/image/maskops.h"
#include "ui/document/qtimage.h"

#include <QAccessible>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <numeric>

namespace enogu {

namespace {

constexpr QRgb kEdge = 0xffffffff;
constexpr int kStripe = 8; ///< pixels of the map between two stripes of what is not kept

/// A pixel of the map drawn over the picture: what is kept warm, what is not striped.
QRgb tint(const ChangedRegion* region, int x, int y, float share)
{
    if (!region)
        return qPremultiply(qRgba(255, 140, 0, int(70 * share)));
    if (region->isKept)
        return qPremultiply(qRgba(255, 90, 0, 40));
    const bool stripe = (x + y) % kStripe < 2;
    return qPremultiply(stripe ? qRgba(255, 255, 255, 170) : qRgba(30, 40, 60, 90));
}

} // namespace

ChangesArea::ChangesArea(QWidget* parent) : QWidget(parent)
{
    setAccessibleName(tr("Result with what it changed"));
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(320, 200);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setCursor(Qt::PointingHandCursor);
}

QSize ChangesArea::sizeHint() const
{
    return {760, 500};
}

void ChangesArea::setPictures(const Image& before, const Image& after, const Extent& photo)
{
    m_before = before;
    m_after = after;
    m_photo = photo;
}

void ChangesArea::setRegions(const ChangedRegions& regions)
{
    m_regions = regions;
    const auto& all = m_regions->regions();
    m_bySize.resize(all.size());
    std::iota(m_bySize.begin(), m_bySize.end(), 0);
    std::ranges::stable_sort(m_bySize, std::greater(),
                             [&all](int i) { return all[std::size_t(i)].pixels; });
    m_cursor = std::clamp(m_cursor, 0, qMax(0, int(m_bySize.size()) - 1));
    m_result = displayImage(pasted(*m_before, *m_after, m_regions->mask(true))).copy();
    drawMap();
    describe();
    update();
}

void ChangesArea::setMapShown(bool shown)
{
    m_showsMap = shown;
    update();
}

void ChangesArea::drawMap()
{
    const Difference& difference = m_regions->difference();
    const auto [width, height] = difference.extent();
    const auto threshold = float(qMax(0.1, m_regions->recipe().threshold));
    m_map = QImage(width, height, QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < height; ++y) {
        auto* line = reinterpret_cast<QRgb*>(m_map.scanLine(y));
        for (int x = 0; x < width; ++x) {
            const int here = m_regions->atPixel(x, y);
            const bool edge = (x > 0 && m_regions->atPixel(x - 1, y) != here) ||
                              (y > 0 && m_regions->atPixel(x, y - 1) != here);
            const float share = qMin(1.0F, difference.row(y)[x] / threshold);
            line[x] = edge ? kEdge
                           : tint(here < 0 ? nullptr : &m_regions->regions()[std::size_t(here)], x,
                                  y, share * share);
        }
    }
}

QRectF ChangesArea::place() const
{
    const QSizeF size = QSizeF(m_photo.width, m_photo.height)
                            .scaled(QSizeF(this->size()) - QSizeF(8, 8), Qt::KeepAspectRatio);
    QRectF place(QPointF(), size);
    place.moveCenter(QRectF(rect()).center());
    return place;
}

std::optional<Point> ChangesArea::regionPoint(QPointF position) const
{
    const QRectF where = place();
    if (!m_regions || !where.contains(position))
        return std::nullopt;
    const QPointF inside = (position - where.topLeft()) * (m_photo.width / where.width());
    const Point point{std::clamp(int(inside.x()), 0, m_photo.width - 1),
                      std::clamp(int(inside.y()), 0, m_photo.height - 1)};
    return m_regions->at(point) < 0 ? std::nullopt : std::optional(point);
}

void ChangesArea::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    if (!m_regions) {
        painter.drawText(rect(), Qt::AlignCenter, tr("Comparing the result with the photo…"));
        return;
    }
    const QRectF where = place();
    painter.drawImage(where, m_result);
    if (m_showsMap)
        painter.drawImage(where, m_map);
    if (!hasFocus() || m_bySize.empty())
        return;
    const ChangedRegion& region =
        m_regions->regions()[std::size_t(m_bySize[std::size_t(m_cursor)])];
    const double scale = where.width() / m_regions->difference().extent().width;
    const QRectF box(where.left() + region.left * scale, where.top() + region.top * scale,
                     region.box.width * scale, region.box.height * scale);
    painter.setPen(QPen(Qt::black, 4));
    painter.drawRect(box.adjusted(-3, -3, 3, 3));
    painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
    painter.drawRect(box.adjusted(-3, -3, 3, 3));
}

void ChangesArea::mousePressEvent(QMouseEvent* event)
{
    const auto point = regionPoint(event->position());
    if (event->button() != Qt::LeftButton || !point)
        return;
    m_cursor = int(std::ranges::find(m_bySize, m_regions->at(*point)) - m_bySize.begin());
    Q_EMIT switched(*point);
}

void ChangesArea::mouseDoubleClickEvent(QMouseEvent* event)
{
    const auto point = regionPoint(event->position());
    if (event->button() == Qt::LeftButton && point)
        Q_EMIT onlyThis(*point);
}

void ChangesArea::keyPressEvent(QKeyEvent* event)
{
    const int key = event->key();
    if (!m_regions || m_bySize.empty())
        QWidget::keyPressEvent(event);
    else if (key == Qt::Key_Right || key == Qt::Key_Down)
        moveBy(1);
    else if (key == Qt::Key_Left || key == Qt::Key_Up)
        moveBy(-1);
    else if (key == Qt::Key_Space)
        Q_EMIT switched(m_regions->pointIn(m_bySize[std::size_t(m_cursor)]));
    else
        QWidget::keyPressEvent(event);
}

void ChangesArea::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    describe();
}

void ChangesArea::moveBy(int step)
{
    const int count = int(m_bySize.size());
    m_cursor = (m_cursor + step + count) % count;
    describe();
    update();
}

void ChangesArea::describe()
{
    QString text = tr("Nothing differs this much.");
    if (!m_bySize.empty()) {
        const ChangedRegion& region =
            m_regions->regions()[std::size_t(m_bySize[std::size_t(m_cursor)])];
        text = tr("Region %1 of %2, %3, %4 % of the photo")
                   .arg(m_cursor + 1)
                   .arg(m_bySize.size())
                   .arg(region.isKept ? tr("kept") : tr("not kept"))
                   .arg(100.0 * double(region.pixels) /
                            double(m_regions->difference().extent().pixels()),
                        0, 'f', 1);
    }
    setAccessibleDescription(text);
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

} // namespace enogu
