// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/pyramid.h"

#include <algorithm>
#include <cmath>

namespace enogu {
namespace {

constexpr int kSmallestSide = 256;

/// Means of 2 × 2 pixels, from R G B or B G R A to B G R A in memory; the last row or column counts
/// twice where a side is odd.
template <int From>
QImage halved(const QImage& image, QImage::Format format)
{
    QImage half((image.width() + 1) / 2, (image.height() + 1) / 2, format);
    const int lastX = image.width() - 1;
    for (int y = 0; y < half.height(); ++y) {
        const uchar* upper = image.constScanLine(2 * y);
        const uchar* lower = image.constScanLine(std::min(2 * y + 1, image.height() - 1));
        uchar* out = half.scanLine(y);
        for (int x = 0; x < half.width(); ++x, out += 4) {
            const int left = 2 * x * From;
            const int right = std::min(2 * x + 1, lastX) * From;
            out[3] = 255;
            for (int c = 0; c < From; ++c)
                out[From == 3 ? 2 - c : c] = uchar(
                    (upper[left + c] + upper[right + c] + lower[left + c] + lower[right + c] + 2) /
                    4);
        }
    }
    return half;
}

} // namespace

Pyramid::Pyramid(const QImage& display, const std::function<void()>& checkpoint)
{
    const bool alpha = display.hasAlphaChannel();
    // what Qt draws fastest, except for the largest level: three bytes a pixel, often shared
    const QImage::Format format =
        alpha ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32;
    m_levels.push_back(display.convertToFormat(alpha ? format : QImage::Format_RGB888));
    while (std::max(m_levels.back().width(), m_levels.back().height()) > kSmallestSide) {
        if (checkpoint)
            checkpoint();
        const QImage& last = m_levels.back();
        m_levels.push_back(last.format() == QImage::Format_RGB888 ? halved<3>(last, format)
                                                                  : halved<4>(last, format));
    }
}

int Pyramid::levelFor(double zoom) const
{
    int level = 0;
    while (level + 1 < levelCount() && std::ldexp(1.0, -(level + 1)) >= zoom)
        ++level;
    return level;
}

Slice Pyramid::sliceFor(const QRectF& visible, double zoom) const
{
    Slice slice;
    slice.level = levelFor(zoom);
    const double side = std::ldexp(1.0, slice.level);
    const QRectF inLevel(visible.topLeft() / side, visible.size() / side);
    // one pixel more on each side: bilinear sampling reads the neighbours
    slice.pixels = inLevel.toAlignedRect().adjusted(-1, -1, 1, 1) & level(slice.level).rect();
    slice.image =
        QRectF(QPointF(slice.pixels.topLeft()) * side, QSizeF(slice.pixels.size()) * side);
    return slice;
}

} // namespace enogu
