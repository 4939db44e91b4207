// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <vector>

namespace enogu {

using Colour = std::array<float, 3>; ///< sRGB, nominally 0 … 1

inline Colour mixed(const Colour& a, const Colour& b, float share)
{
    return {a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share,
            a[2] + (b[2] - a[2]) * share};
}

inline Colour scaled(const Colour& a, float factor)
{
    return {a[0] * factor, a[1] * factor, a[2] * factor};
}

/// A picture being drawn: three planes of floats, one after another, rows from the top.
struct Canvas
{
    Canvas(int w, int h) : width(w), height(h), samples(std::size_t(w) * std::size_t(h) * 3) {}

    float* plane(int c)
    {
        return samples.data() + std::size_t(c) * std::size_t(width) * std::size_t(height);
    }
    Colour at(int x, int y) const;
    void set(int x, int y, const Colour& colour);

    int width;
    int height;
    std::vector<float> samples;
};

/// A region of the plane: signed distance to its border in pixels (negative inside), exact near the
/// border, and the box that holds it.
struct Shape
{
    float left, top, right, bottom;
    std::function<float(float x, float y)> distance;
};

using Paint = std::function<Colour(float x, float y)>;

/// Anti-aliased fill; `softness` is the width of the border's ramp in pixels (1 is sharp).
void fill(Canvas& canvas, const Shape& shape, const Paint& paint, float softness = 1.0f,
          float opacity = 1.0f);
/// Paints every pixel.
void cover(Canvas& canvas, const Paint& paint);
/// Separable Gaussian, edges repeated. Does nothing for sigma ≤ 0.05.
void blur(Canvas& canvas, float sigma);

} // namespace enogu
