// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/previewer.h"

#include "engine/runtime/tensors.h"

#include <ATen/ops/_upsample_bilinear2d_aa.h>

#include <algorithm>
#include <cmath>

namespace enogu {

namespace {

constexpr double kLongSide = 1024;

at::Tensor reduced(const at::Tensor& x, std::int64_t height, std::int64_t width)
{
    return at::_upsample_bilinear2d_aa(x, c10::IntArrayRef({height, width}), false, std::nullopt,
                                       std::nullopt);
}

struct Span
{
    std::int64_t from, count;
};

Span scaledSpan(std::int64_t from, std::int64_t count, double scale, std::int64_t side)
{
    const std::int64_t first = std::min(side, std::int64_t(std::lround(double(from) * scale)));
    const std::int64_t last =
        std::min(side, std::int64_t(std::lround(double(from + count) * scale)));
    return {first, last - first};
}

} // namespace

void Previewer::paint(const at::Tensor& part, std::int64_t x, std::int64_t y)
{
    const Image& photo = *m_job.input;
    const double scale = std::min(1.0, kLongSide / double(std::max(photo.width(), photo.height())));
    if (!m_canvas.defined()) {
        const auto side = [&](int length) {
            return std::max<std::int64_t>(1, std::lround(length * scale));
        };
        m_canvas = reduced(tensorFromImage(photo), side(photo.height()), side(photo.width()));
    }
    const Span h = scaledSpan(x, part.size(3), scale, m_canvas.size(3));
    const Span v = scaledSpan(y, part.size(2), scale, m_canvas.size(2));
    if (h.count < 1 || v.count < 1)
        return;
    m_canvas.narrow(2, v.from, v.count)
        .narrow(3, h.from, h.count)
        .copy_(reduced(part.contiguous(), v.count, h.count));
    m_observer.onPreview({m_job.id, rgbFromTensor(m_canvas, Depth::U8)});
}

} // namespace enogu
