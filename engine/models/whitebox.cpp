// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/whitebox.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/avg_pool2d.h>
#include <ATen/ops/empty_like.h>

#include <algorithm>

namespace enogu::core {

namespace {

constexpr double kGuideEps = 1e-2;

Map convLeaky(Run& run, Map x, const Conv& layer)
{
    return leaky(conv(run, std::move(x), layer));
}

at::Tensor box(const at::Tensor& x)
{
    return at::avg_pool2d(x, {3, 3}, {1, 1}, {1, 1}, false, false);
}

at::Tensor filtered(const at::Tensor& guide, const at::Tensor& picture, double eps)
{
    const at::Tensor meanGuide = box(guide);
    const at::Tensor meanPicture = box(picture);
    const at::Tensor covariance = box(guide * picture) - meanGuide * meanPicture;
    const at::Tensor variance = box(guide * guide) - meanGuide * meanGuide;
    const at::Tensor slope = covariance / (variance + eps);
    const at::Tensor offset = meanPicture - slope * meanGuide;
    return box(slope) * guide + box(offset);
}

} // namespace

at::Tensor guidedFilter(Run& run, const at::Tensor& guide, const at::Tensor& picture, double eps)
{
    constexpr std::int64_t halo = 2;
    const std::int64_t height = guide.size(2);
    const std::int64_t step = stripRowsOf(run, guide.size(3) * 3 * 4 * 8, height);
    at::Tensor result = at::empty_like(picture);
    for (std::int64_t row = 0; row < height; row += step) {
        const std::int64_t rows = std::min(step, height - row);
        const std::int64_t first = std::max<std::int64_t>(0, row - halo);
        const std::int64_t last = std::min(height, row + rows + halo);
        const at::Tensor strip = filtered(guide.narrow(2, first, last - first),
                                          picture.narrow(2, first, last - first), eps);
        result.narrow(2, row, rows).copy_(strip.narrow(2, row - first, rows));
        run.did(0);
    }
    return result;
}

WhiteBox::WhiteBox(const TensorSource& source, at::ScalarType dtype, Resample up)
    : m_traits{"White-box", 4, 59, false, 124.6e3, 110, 4}, m_up(up)
{
    const Reader read(source, dtype);
    const auto layer = [&](const std::string& key, const ConvShape& shape) {
        return read.biasedConv(key, shape, zeroPad(shape.kernel / 2));
    };
    m_first = layer("initial_down.0", {3, 32, 7});
    m_down1 = {layer("down1.0", {32, 32, 3, 2}), layer("down1.2", {32, 64, 3})};
    m_down2 = {layer("down2.0", {64, 64, 3, 2}), layer("down2.2", {64, 128, 3})};
    for (std::size_t j = 0; j < m_residuals.size(); ++j) {
        const std::string at = "res_blocks." + std::to_string(j) + ".block.";
        m_residuals[j] = {layer(at + "0", {128, 128, 3}), layer(at + "2", {128, 128, 3})};
    }
    m_up1 = layer("up1.0", {128, 64, 3});
    m_up2 = {layer("up2.0", {64, 64, 3}), layer("up2.2", {64, 32, 3})};
    m_last[0] = layer("last.0", {32, 32, 3});
    m_last[1] = Reader(source, at::kFloat).biasedConv("last.2", {32, 3, 7}, zeroPad(3));
}

at::Tensor WhiteBox::forward(const at::Tensor& picture, Run& run) const
{
    run.begin(picture, m_traits.macsPerPixel);
    Map x0 = convLeaky(run, fromPicture(run, picture), m_first);
    Map x1 = convLeaky(run, convLeaky(run, x0, m_down1[0]), m_down1[1]);
    Map x = convLeaky(run, convLeaky(run, x1, m_down2[0]), m_down2[1]);

    for (const auto& block : m_residuals) {
        Map y = conv(run, convLeaky(run, x, block[0]), block[1]);
        x = settled(run, added(std::move(y), x));
    }

    x = resampled(convLeaky(run, std::move(x), m_up1), m_up);
    x = convLeaky(run, added(std::move(x), std::exchange(x1, {})), m_up2[0]);
    x = resampled(convLeaky(run, std::move(x), m_up2[1]), m_up);
    x = convLeaky(run, added(std::move(x), std::exchange(x0, {})), m_last[0]);

    const at::Tensor drawn = toPicture(conv(run, std::move(x), m_last[1])).tanh_().tanh_();
    at::Tensor result = guidedFilter(run, picture, drawn, kGuideEps);
    run.finish();
    return result;
}

} // namespace enogu::core
