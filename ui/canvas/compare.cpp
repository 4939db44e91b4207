// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/compare.h"

#include <algorithm>
#include <cmath>

namespace enogu {
namespace {

constexpr double kReach = 8; ///< logical px beside the line that take hold of it
constexpr double kGap = 2;   ///< logical px between the panes of side by side

} // namespace

void Compare::setMode(CompareMode mode)
{
    m_mode = mode;
}

void Compare::cycle()
{
    m_mode = CompareMode((int(m_mode) + 1) % 3);
}

void Compare::setPosition(double position)
{
    m_position = std::clamp(position, 0.0, 1.0);
}

bool Compare::isOnHandle(QPointF point, QSizeF canvas) const
{
    return m_mode == CompareMode::Split && std::abs(point.x() - lineX(canvas)) <= kReach;
}

void Compare::dragTo(double x, QSizeF canvas)
{
    setPosition(x / std::max(1.0, canvas.width()));
}

QSizeF Compare::paneSize(QSizeF canvas) const
{
    if (m_mode != CompareMode::SideBySide)
        return canvas;
    return {std::max(1.0, std::floor((canvas.width() - kGap) / 2)), canvas.height()};
}

QRectF Compare::originalArea(QSizeF canvas) const
{
    switch (m_mode) {
    case CompareMode::Off:
        return {};
    case CompareMode::Split:
        return {0, 0, lineX(canvas), canvas.height()};
    case CompareMode::SideBySide:
        return {QPointF(0, 0), paneSize(canvas)};
    }
    return {};
}

QRectF Compare::currentArea(QSizeF canvas) const
{
    switch (m_mode) {
    case CompareMode::Off:
        return {QPointF(0, 0), canvas};
    case CompareMode::Split:
        return {lineX(canvas), 0, canvas.width() - lineX(canvas), canvas.height()};
    case CompareMode::SideBySide:
        return {QPointF(paneSize(canvas).width() + kGap, 0), paneSize(canvas)};
    }
    return {};
}

QPointF Compare::paneCornerAt(QPointF point, QSizeF canvas) const
{
    if (m_mode != CompareMode::SideBySide)
        return {};
    const QRectF right = currentArea(canvas);
    return point.x() >= right.left() ? right.topLeft() : QPointF();
}

} // namespace enogu
