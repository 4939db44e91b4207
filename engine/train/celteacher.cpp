// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/celteacher.h"

#include <ATen/ATen.h>

#include <cmath>

namespace enogu::core {

namespace {

/// Forward difference along a dimension, wrapping.
at::Tensor forwardDifference(const at::Tensor& x, int dim)
{
    return at::roll(x, {-1}, {dim}) - x;
}

/// |F(forward difference)|² on the half-plane that rfft2 returns: [H, W/2+1].
at::Tensor gradientPower(std::int64_t height, std::int64_t width)
{
    const double turn = 2 * M_PI;
    const auto along = [&](std::int64_t n, std::int64_t count) {
        return 2 - 2 * at::cos(at::arange(count, at::kFloat) * (turn / double(n)));
    };
    return along(height, height).unsqueeze(1) + along(width, width / 2 + 1).unsqueeze(0);
}

} // namespace

at::Tensor bilateral(const at::Tensor& x, int diameter, double range, double space)
{
    const int radius = diameter / 2;
    const std::int64_t height = x.size(2), width = x.size(3);
    const at::Tensor padded = at::reflection_pad2d(x, {radius, radius, radius, radius});
    at::Tensor sum = at::zeros_like(x), total = at::zeros_like(x.narrow(1, 0, 1));
    for (int dy = -radius; dy <= radius; ++dy) {
        for (int dx = -radius; dx <= radius; ++dx) {
            const double away = double(dx * dx + dy * dy);
            const at::Tensor other =
                padded.narrow(2, radius + dy, height).narrow(3, radius + dx, width);
            const at::Tensor apart = (other - x).square().sum(1, true);
            const at::Tensor weight =
                at::exp(apart.mul(-0.5 / (range * range)).sub(0.5 * away / (space * space)));
            sum.addcmul_(weight, other);
            total.add_(weight);
        }
    }
    return sum / total;
}

at::Tensor smoothL0(const at::Tensor& x, double lambda)
{
    const std::int64_t height = x.size(2), width = x.size(3);
    const at::Tensor power = gradientPower(height, width);
    const at::Tensor start = at::fft_rfft2(x);
    at::Tensor s = x;
    for (double beta = 2 * lambda; beta < 1e5; beta *= 2) {
        at::Tensor h = forwardDifference(s, 3), v = forwardDifference(s, 2);
        const at::Tensor kept =
            (h.square() + v.square()).sum(1, true).ge(lambda / beta).to(at::kFloat);
        h.mul_(kept);
        v.mul_(kept);
        const at::Tensor divergence = at::roll(h, {1}, {3}) - h + at::roll(v, {1}, {2}) - v;
        const at::Tensor spectrum = start + beta * at::fft_rfft2(divergence);
        s = at::fft_irfft2(spectrum / (1 + beta * power), at::IntArrayRef({height, width}));
    }
    return s;
}

at::Tensor celTeacher(const at::Tensor& x)
{
    constexpr std::int64_t kMargin = 16;
    const at::Tensor soft = bilateral(x, 7, 0.08, 3);
    const at::Tensor wide = at::reflection_pad2d(soft, {kMargin, kMargin, kMargin, kMargin});
    const at::Tensor flat = smoothL0(wide, 0.012);
    return flat.narrow(2, kMargin, x.size(2))
        .narrow(3, kMargin, x.size(3))
        .clamp(0, 1)
        .contiguous();
}

} // namespace enogu::core
