// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nn/striploader.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/leaky_relu.h>
#include <ATen/ops/tensor.h>

#include <algorithm>
#include <span>

namespace enogu::core {

namespace {

at::Tensor placesOn(const at::Device& device, const std::vector<std::int64_t>& places)
{
    return at::tensor(places, at::TensorOptions().dtype(at::kLong)).to(device);
}

at::Tensor perChannel(const at::Device& device, const std::vector<float>& values)
{
    return at::tensor(values, at::TensorOptions().dtype(at::kFloat)).to(device);
}

/// Rows (axis 0) or columns (axis 1) between neighbours; `first` is the place of x's first one.
at::Tensor blendedAlong(const at::Tensor& x, std::int64_t axis, std::span<const Tap> taps,
                        std::int64_t first)
{
    std::vector<std::int64_t> low, high;
    std::vector<float> weights;
    for (const Tap& tap : taps) {
        low.push_back(tap.first - first);
        high.push_back(tap.second - first);
        weights.push_back(tap.weight);
    }
    std::vector<std::int64_t> shape{1, 1, 1};
    shape[std::size_t(axis)] = std::int64_t(taps.size());
    const at::Tensor a = x.index_select(axis, placesOn(x.device(), low));
    const at::Tensor b = x.index_select(axis, placesOn(x.device(), high));
    return a + (b - a) * perChannel(x.device(), weights).reshape(shape);
}

/// [n, W, 4C] → [2n, 2W, C]: channels [row parity][column parity][C] become pixels.
at::Tensor unshuffled(const at::Tensor& x)
{
    const std::int64_t rows = x.size(0), width = x.size(1), channels = x.size(2) / 4;
    return x.reshape({rows, width, 2, 2, channels})
        .permute({0, 2, 1, 3, 4})
        .reshape({2 * rows, 2 * width, channels});
}

} // namespace

void StripLoader::loadByOperations(std::int64_t first, const at::Tensor& out) const
{
    const std::int64_t rows = out.size(0);
    if (m_padding.kind == Padding::Kind::Zero) {
        out.zero_();
        const std::int64_t begin = std::max<std::int64_t>(first, 0);
        const std::int64_t end = std::min(first + rows, m_height);
        if (begin < end)
            out.narrow(0, begin - first, end - begin)
                .narrow(1, m_padding.left, m_width)
                .copy_(seenRows(begin, end));
        return;
    }
    std::vector<std::int64_t> down, across;
    for (std::int64_t y = first; y < first + rows; ++y)
        down.push_back(reflected(y, m_height));
    for (std::int64_t x = -m_padding.left; x < m_width + m_padding.right; ++x)
        across.push_back(reflected(x, m_width));
    const auto [low, high] = std::minmax_element(down.begin(), down.end());
    const std::int64_t begin = *low, end = *high + 1;
    for (std::int64_t& y : down)
        y -= begin;
    const at::Tensor seen = seenRows(begin, end);
    out.copy_(seen.index_select(0, placesOn(seen.device(), down))
                  .index_select(1, placesOn(seen.device(), across)));
}

/// Rows begin … end − 1 of the seen picture, [rows, width, channels] float32, not padded.
at::Tensor StripLoader::seenRows(std::int64_t begin, std::int64_t end) const
{
    at::Tensor rows = resampledRows(begin, end);
    return m_addend ? rows + m_addend->storedRows(begin, end) : rows;
}

at::Tensor StripLoader::resampledRows(std::int64_t begin, std::int64_t end) const
{
    if (m_map.resample == Resample::None)
        return storedRows(begin, end);
    if (m_map.resample == Resample::Shuffle)
        return unshuffled(storedRows(begin / 2, (end + 1) / 2)).narrow(0, begin % 2, end - begin);
    const std::span taps(m_rows.data() + begin, std::size_t(end - begin));
    const at::Tensor stored = storedRows(taps.front().first, taps.back().second + 1);
    return blendedAlong(blendedAlong(stored, 0, taps, taps.front().first), 1, m_columns, 0);
}

/// Stored rows begin … end − 1, scaled, shifted and rectified, float32.
at::Tensor StripLoader::storedRows(std::int64_t begin, std::int64_t end) const
{
    std::vector<at::Tensor> parts;
    for (std::int64_t y = begin; y < end;) {
        const at::Tensor& strip = m_map.strips[std::size_t(y / m_map.stripRows)];
        const std::int64_t within = y % m_map.stripRows;
        const std::int64_t rows = std::min(end - y, strip.size(0) - within);
        parts.push_back(strip.narrow(0, within, rows));
        y += rows;
    }
    at::Tensor rows = at::cat(parts).to(at::kFloat);
    if (!m_map.scale.empty() && m_map.resample != Resample::Shuffle)
        rows =
            rows * perChannel(rows.device(), m_map.scale) + perChannel(rows.device(), m_map.shift);
    return m_map.slope == 1 ? rows : at::leaky_relu(rows, m_map.slope);
}

} // namespace enogu::core
