// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/overlay.h"

#include <algorithm>
#include <vector>

namespace enogu {

namespace {

constexpr QRgb kTint = 0x73732000;    ///< vermilion at 45 %, premultiplied
constexpr QRgb kHatch = 0xb3b33a12;   ///< the same at 70 %: marks are not told by colour alone
constexpr QRgb kOutline = 0xffffffff; ///< beside it a dark one
constexpr QRgb kShadow = 0xff202020;
constexpr int kHatchEvery = 10; ///< screen pixels

/// For each pixel of a row or column of the screen the picture's; −1 outside.
std::vector<int> places(int first, int count, double origin, double scale, int size)
{
    std::vector<int> places;
    for (int i = 0; i < count; ++i) {
        const double at = (first + i + 0.5 - origin) / scale;
        places.push_back(at >= 0 && at < size ? int(at) : -1);
    }
    return places;
}

} // namespace

QImage overlayOf(const Area& area, const QRectF& picture, const QRect& shown, bool filled)
{
    QImage overlay(shown.size(), QImage::Format_ARGB32_Premultiplied);
    overlay.fill(Qt::transparent);
    const auto xs = places(shown.x(), shown.width(), picture.x(),
                           picture.width() / area.size().width(), area.size().width());
    const auto ys = places(shown.y(), shown.height(), picture.y(),
                           picture.height() / area.size().height(), area.size().height());
    const auto marked = [&](int x, int y) {
        const int px = xs[std::size_t(std::clamp(x, 0, shown.width() - 1))];
        const int py = ys[std::size_t(std::clamp(y, 0, shown.height() - 1))];
        return px >= 0 && py >= 0 && area.isMarked(px, py);
    };
    for (int y = 0; y < shown.height(); ++y) {
        auto* row = reinterpret_cast<QRgb*>(overlay.scanLine(y));
        for (int x = 0; x < shown.width(); ++x) {
            const bool inside = marked(x, y);
            const bool edge = inside != marked(x - 1, y) || inside != marked(x, y - 1);
            if (edge)
                row[x] = inside ? kOutline : kShadow;
            else if (inside && filled)
                row[x] = (x + y) % kHatchEvery < 2 ? kHatch : kTint;
        }
    }
    return overlay;
}

} // namespace enogu
