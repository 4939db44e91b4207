// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/distortions.h"

#include "engine/train/vaetask.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace enogu::core {

namespace {

at::Tensor tinted(const at::Tensor& picture, double strength, Random& random)
{
    const at::Tensor way = normalOf({6}, random);
    const at::Tensor gain = 1 + 0.4 * strength * way.narrow(0, 0, 3) / way.norm();
    const at::Tensor offset = 0.7 * strength * way.narrow(0, 3, 3) / way.norm();
    return picture * gain.view({3, 1, 1}) + offset.view({3, 1, 1});
}

/// Moves every place by some pixels, its neighbours alike.
at::Tensor warped(const at::Tensor& picture, double strength, Random& random)
{
    const std::int64_t side = picture.size(2);
    const at::Tensor way =
        at::upsample_bicubic2d(normalOf({1, 2, 4, 4}, random), {side, side}, false);
    const at::Tensor line = (at::arange(side, at::kFloat) * 2 + 1) / double(side) - 1;
    const at::Tensor still = at::stack(
        {line.view({1, -1}).expand({side, side}), line.view({-1, 1}).expand({side, side})});
    const at::Tensor places = still + 0.12 * strength * way[0];
    return at::grid_sampler(picture.unsqueeze(0), places.permute({1, 2, 0}).unsqueeze(0), 0, 1,
                            false)[0];
}

at::Tensor blurred(const at::Tensor& picture, double strength)
{
    const double sigma = 3 * strength + 1e-3;
    const std::int64_t reach = std::int64_t(std::ceil(2.5 * sigma));
    at::Tensor bell = at::exp(-0.5 * (at::arange(-reach, reach + 1, at::kFloat) / sigma).square());
    bell = (bell / bell.sum()).view({1, 1, 1, -1});
    at::Tensor x = picture.unsqueeze(1);
    x = at::conv2d(at::replication_pad2d(x, {reach, reach, 0, 0}), bell);
    x = at::conv2d(at::replication_pad2d(x, {0, 0, reach, reach}), bell.transpose(2, 3));
    return x.squeeze(1);
}

at::Tensor coarse(const at::Tensor& picture, double strength)
{
    const std::int64_t side = picture.size(2);
    const std::int64_t small =
        std::max<std::int64_t>(2, std::llround(double(side) / (1 + 5 * strength)));
    const at::Tensor reduced =
        at::_upsample_bilinear2d_aa(picture.unsqueeze(0), {small, small}, false);
    return at::upsample_bilinear2d(reduced, {side, side}, false)[0];
}

/// Rounds the cosine transforms of 8×8 blocks, high frequencies more coarsely, as JPEG does.
at::Tensor blocked(const at::Tensor& picture, double strength)
{
    const at::Tensor k = at::arange(8, at::kFloat).view({8, 1}), n = at::arange(8, at::kFloat);
    at::Tensor basis = 0.5 * at::cos(M_PI / 8 * (n + 0.5) * k);
    basis = at::cat({basis.narrow(0, 0, 1) * M_SQRT1_2, basis.narrow(0, 1, 7)});
    const at::Tensor step = strength * (0.25 + 0.25 * (k + n)) + 1e-4;
    const std::int64_t blocks = picture.size(2) / 8;
    const at::Tensor parts = picture.reshape({3, blocks, 8, blocks, 8}).permute({0, 1, 3, 2, 4});
    const at::Tensor waves = at::matmul(at::matmul(basis, parts), basis.t());
    const at::Tensor kept = (waves / step).round() * step;
    const at::Tensor back = at::matmul(at::matmul(basis.t(), kept), basis);
    return back.permute({0, 1, 3, 2, 4}).reshape(picture.sizes());
}

/// Towards the grey of each pixel, and this towards the middle.
at::Tensor faded(const at::Tensor& picture, double strength)
{
    const at::Tensor grey = picture.mean(0, true);
    return (1 - 0.5 * strength) * (picture + strength * (grey - picture));
}

at::Tensor changed(const at::Tensor& picture, Distortion how, double strength, Random& random)
{
    switch (how) {
    case Distortion::Noise:
        return picture + 0.5 * strength * normalOf(picture.sizes(), random);
    case Distortion::Tint:
        return tinted(picture, strength, random);
    case Distortion::Warp:
        return warped(picture, strength, random);
    case Distortion::Blur:
        return blurred(picture, strength);
    case Distortion::Coarse:
        return coarse(picture, strength);
    case Distortion::Blocks:
        return blocked(picture, strength);
    case Distortion::Fade:
        return faded(picture, strength);
    }
    return picture;
}

} // namespace

at::Tensor distorted(const at::Tensor& picture, Distortion how, double strength, Random random)
{
    return changed(picture, how, strength, random).clamp(-1, 1);
}

} // namespace enogu::core
