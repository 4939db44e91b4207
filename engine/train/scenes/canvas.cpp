// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/scenes/canvas.h"

#include <algorithm>
#include <cmath>

namespace enogu {

Colour Canvas::at(int x, int y) const
{
    const std::size_t plane = std::size_t(width) * std::size_t(height);
    const std::size_t i = std::size_t(y) * std::size_t(width) + std::size_t(x);
    return {samples[i], samples[i + plane], samples[i + 2 * plane]};
}

void Canvas::set(int x, int y, const Colour& colour)
{
    const std::size_t plane = std::size_t(width) * std::size_t(height);
    const std::size_t i = std::size_t(y) * std::size_t(width) + std::size_t(x);
    for (std::size_t c = 0; c < 3; ++c)
        samples[i + c * plane] = colour[c];
}

void fill(Canvas& canvas, const Shape& shape, const Paint& paint, float softness, float opacity)
{
    const int x0 = std::max(0, int(std::floor(shape.left - softness)));
    const int x1 = std::min(canvas.width, int(std::ceil(shape.right + softness)) + 1);
    const int y0 = std::max(0, int(std::floor(shape.top - softness)));
    const int y1 = std::min(canvas.height, int(std::ceil(shape.bottom + softness)) + 1);
    for (int y = y0; y < y1; ++y) {
        for (int x = x0; x < x1; ++x) {
            const float px = float(x) + 0.5f, py = float(y) + 0.5f;
            const float inside = 0.5f - shape.distance(px, py) / softness;
            if (inside <= 0)
                continue;
            const float share = std::min(inside, 1.0f) * opacity;
            canvas.set(x, y, mixed(canvas.at(x, y), paint(px, py), share));
        }
    }
}

void cover(Canvas& canvas, const Paint& paint)
{
    for (int y = 0; y < canvas.height; ++y)
        for (int x = 0; x < canvas.width; ++x)
            canvas.set(x, y, paint(float(x) + 0.5f, float(y) + 0.5f));
}

namespace {

std::vector<float> gaussianKernel(float sigma)
{
    const int radius = std::max(1, int(std::ceil(3 * sigma)));
    std::vector<float> kernel;
    float sum = 0;
    for (int i = -radius; i <= radius; ++i) {
        kernel.push_back(std::exp(-0.5f * float(i * i) / (sigma * sigma)));
        sum += kernel.back();
    }
    for (float& k : kernel)
        k /= sum;
    return kernel;
}

void blurLine(float* line, int count, int stride, const std::vector<float>& kernel)
{
    const int radius = int(kernel.size()) / 2;
    std::vector<float> source(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i)
        source[std::size_t(i)] = line[std::ptrdiff_t(i) * stride];
    for (int i = 0; i < count; ++i) {
        float sum = 0;
        for (int k = -radius; k <= radius; ++k)
            sum += kernel[std::size_t(k + radius)] *
                   source[std::size_t(std::clamp(i + k, 0, count - 1))];
        line[std::ptrdiff_t(i) * stride] = sum;
    }
}

} // namespace

void blur(Canvas& canvas, float sigma)
{
    if (sigma <= 0.05f)
        return;
    const std::vector<float> kernel = gaussianKernel(sigma);
    for (int c = 0; c < 3; ++c) {
        for (int y = 0; y < canvas.height; ++y)
            blurLine(canvas.plane(c) + std::ptrdiff_t(y) * canvas.width, canvas.width, 1, kernel);
        for (int x = 0; x < canvas.width; ++x)
            blurLine(canvas.plane(c) + x, canvas.height, canvas.width, kernel);
    }
}

} // namespace enogu
