// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/metrics.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace enogu::core {

namespace {

constexpr double kDegree = M_PI / 180;

/// The linear light of encoded sRGB in [0, 1].
at::Tensor linearised(const at::Tensor& v)
{
    return at::where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055).pow(2.4));
}

at::Tensor hueOf(const at::Tensor& a, const at::Tensor& b)
{
    const at::Tensor angle = at::atan2(b, a);
    return at::where(angle < 0, angle + 2 * M_PI, angle);
}

at::Tensor chroma(const at::Tensor& a, const at::Tensor& b)
{
    return (a.square() + b.square()).sqrt();
}

/// √(C⁷ / (C⁷ + 25⁷))
at::Tensor greyness(const at::Tensor& c)
{
    const at::Tensor power = c.pow(7);
    return (power / (power + std::pow(25.0, 7))).sqrt();
}

} // namespace

at::Tensor labOf(const at::Tensor& picture)
{
    const at::Tensor rgb = linearised(((picture.to(at::kDouble).clamp(-1, 1) + 1) / 2)).flatten(1);
    const at::Tensor toXyz = at::tensor({0.4124564, 0.3575761, 0.1804375, 0.2126729, 0.7151522,
                                         0.0721750, 0.0193339, 0.1191920, 0.9503041},
                                        at::kDouble)
                                 .view({3, 3});
    const at::Tensor white = toXyz.sum(1, true);
    const at::Tensor t = at::matmul(toXyz, rgb) / white;
    const at::Tensor f = at::where(t > 216.0 / 24389, t.clamp_min(1e-12).pow(1.0 / 3),
                                   (24389.0 / 27 * t + 16) / 116);
    const at::Tensor lab = at::stack({116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])});
    return lab.view(picture.sizes());
}

at::Tensor colourDifference(const at::Tensor& labA, const at::Tensor& labB)
{
    const at::Tensor meanC = (chroma(labA[1], labA[2]) + chroma(labB[1], labB[2])) / 2;
    const at::Tensor stretch = 1 + 0.5 * (1 - greyness(meanC));
    const at::Tensor a1 = labA[1] * stretch, a2 = labB[1] * stretch;
    const at::Tensor c1 = chroma(a1, labA[2]), c2 = chroma(a2, labB[2]);
    const at::Tensor h1 = hueOf(a1, labA[2]), h2 = hueOf(a2, labB[2]);
    const at::Tensor grey = c1 * c2 == 0;

    at::Tensor turn = h2 - h1;
    turn = at::where(turn > M_PI, turn - 2 * M_PI, at::where(turn < -M_PI, turn + 2 * M_PI, turn));
    turn = at::where(grey, at::zeros_like(turn), turn);
    const at::Tensor sum = h1 + h2;
    at::Tensor hue = at::where((h1 - h2).abs() <= M_PI, sum / 2,
                               at::where(sum < 2 * M_PI, sum / 2 + M_PI, sum / 2 - M_PI));
    hue = at::where(grey, sum, hue);

    const at::Tensor light = (labA[0] + labB[0]) / 2 - 50, c = (c1 + c2) / 2;
    const at::Tensor t = 1 - 0.17 * at::cos(hue - 30 * kDegree) + 0.24 * at::cos(2 * hue) +
                         0.32 * at::cos(3 * hue + 6 * kDegree) -
                         0.20 * at::cos(4 * hue - 63 * kDegree);
    const at::Tensor sl = 1 + 0.015 * light.square() / (20 + light.square()).sqrt();
    const at::Tensor sc = 1 + 0.045 * c, sh = 1 + 0.015 * c * t;
    const at::Tensor bend = 30 * kDegree * at::exp(-((hue / kDegree - 275) / 25).square());
    const at::Tensor twist = -2 * greyness(c) * at::sin(2 * bend);

    const at::Tensor dl = (labB[0] - labA[0]) / sl, dc = (c2 - c1) / sc;
    const at::Tensor dh = 2 * (c1 * c2).sqrt() * at::sin(turn / 2) / sh;
    return (dl.square() + dc.square() + dh.square() + twist * dc * dh).clamp_min(0).sqrt();
}

double psnrOf(const at::Tensor& guess, const at::Tensor& truth, const at::Tensor& where)
{
    at::Tensor square = (guess.clamp(-1, 1) - truth).square();
    if (where.defined())
        square = square.masked_select(where);
    if (square.numel() == 0)
        return 0;
    return -10 * std::log10(std::max(square.mean().item<double>() / 4, 1e-10));
}

bool isRightEdit(const at::Tensor& made, const at::Tensor& truth, const at::Tensor& best,
                 const at::Tensor& change)
{
    const at::Tensor target = labOf(truth);
    const at::Tensor error = colourDifference(labOf(made), target);
    if (error.masked_select(change).mean().item<double>() > 12)
        return false;
    const at::Tensor around = change.logical_not();
    if (!around.any().item<bool>())
        return true;
    const at::Tensor floor = colourDifference(labOf(best), target);
    return error.masked_select(around).mean().item<double>() <=
           floor.masked_select(around).mean().item<double>() + 1;
}

} // namespace enogu::core
