// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/tools/area.h"

#include <QPainter>

#include <algorithm>
#include <cstring>

namespace enogu {

namespace {

QColor colourOf(bool marked)
{
    return marked ? Qt::white : Qt::black;
}

} // namespace

Area Area::of(QSize picture)
{
    Area area;
    area.m_marks = QImage(picture, QImage::Format_Grayscale8);
    area.m_marks.fill(0);
    return area;
}

void Area::mark(const QRect& rectangle, bool marked)
{
    m_touched = m_touched || marked;
    QPainter(&m_marks).fillRect(rectangle, colourOf(marked));
}

void Area::stroke(QPointF from, QPointF to, double radius, bool marked)
{
    m_touched = m_touched || marked;
    QPainter painter(&m_marks);
    painter.setPen(QPen(colourOf(marked), 2 * radius, Qt::SolidLine, Qt::RoundCap));
    if (from == to)
        painter.drawPoint(from);
    else
        painter.drawLine(from, to);
}

Area::Part Area::partUnlike(const Area& other) const
{
    const int width = m_marks.width();
    QRect place;
    for (int y = 0; y < m_marks.height(); ++y) {
        const uchar* mine = m_marks.constScanLine(y);
        const uchar* theirs = other.m_marks.constScanLine(y);
        if (std::memcmp(mine, theirs, std::size_t(width)) == 0)
            continue;
        const auto first = int(std::mismatch(mine, mine + width, theirs).first - mine);
        int last = width - 1;
        while (mine[last] == theirs[last])
            --last;
        place |= QRect(QPoint(first, y), QPoint(last, y));
    }
    return {place, place.isEmpty() ? QImage() : m_marks.copy(place), m_touched};
}

Area::Part Area::exchange(const Part& part)
{
    Part was{part.place, m_marks.copy(part.place), m_touched};
    for (int y = 0; y < part.place.height(); ++y)
        std::copy_n(part.marks.constScanLine(y), part.place.width(),
                    m_marks.scanLine(part.place.y() + y) + part.place.x());
    m_touched = part.touched;
    return was;
}

std::optional<Mask> Area::mask() const
{
    if (isUntouched())
        return std::nullopt;
    std::vector<std::uint8_t> coverage;
    coverage.reserve(std::size_t(m_marks.width()) * std::size_t(m_marks.height()));
    for (int y = 0; y < m_marks.height(); ++y) {
        const uchar* row = m_marks.constScanLine(y);
        coverage.insert(coverage.end(), row, row + m_marks.width());
    }
    if (std::ranges::all_of(coverage, [](std::uint8_t value) { return value == 0; }))
        return std::nullopt;
    return Mask({m_marks.width(), m_marks.height()}, std::move(coverage));
}

} // namespace enogu
