// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QRect>

#include <functional>
#include <vector>

namespace enogu {

/// Which pixels of a pyramid one paint reads.
struct Slice
{
    int level = 0;
    QRect pixels; ///< of that level
    QRectF image; ///< the same rectangle in image coordinates
};

/// A picture and its halvings (area means) down to 256 px, so that drawing at any zoom reads about
/// as many pixels as the screen has. Immutable, O(1) copy, safe to build in the pool.
class Pyramid
{
public:
    Pyramid() = default;
    /// `display` as displayImage gives it; level 0 shares its pixels when there is no alpha.
    /// `checkpoint` is called per level and may throw to stop.
    explicit Pyramid(const QImage& display, const std::function<void()>& checkpoint = {});

    bool isEmpty() const { return m_levels.empty(); }
    QSize size() const { return isEmpty() ? QSize() : m_levels.front().size(); }
    bool hasAlpha() const { return !isEmpty() && m_levels.front().hasAlphaChannel(); }
    int levelCount() const { return int(m_levels.size()); }
    const QImage& level(int n) const { return m_levels[std::size_t(n)]; }

    /// The smallest level that still has at least `zoom` pixels per image pixel.
    int levelFor(double zoom) const;
    /// The pixels that cover `visible` (image coordinates) at `zoom` device pixels per image pixel.
    Slice sliceFor(const QRectF& visible, double zoom) const;

private:
    std::vector<QImage> m_levels;
};

} // namespace enogu
