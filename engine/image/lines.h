// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.h"

#include <functional>
#include <vector>

namespace enogu {

/// Ink coverage, 0 none … 255 full, on a grid that is the photo's or a whole fraction of it.
struct LineDrawing
{
    Extent extent;
    std::vector<std::uint8_t> ink;

    /// Rows [from, to) at the photo's extent, bilinear, as floats 0 … 1.
    void readRows(Extent photo, int from, int to, float* coverage) const;
};

/// Lines of the photo: a difference of Gaussians of its luma, smoothed along the edge tangent flow
/// (Kang, Lee, Chui 2007; sigma 1, ratio 1.6, tau 0.985, flow sigma 3, structure tensor sigma 2).
/// weight 0 … 1 makes lines firmer. Photos over 3000 px are drawn at a whole fraction of their
/// size.
LineDrawing drawLines(const Image& photo, double weight, const std::function<void()>& checkpoint);

} // namespace enogu
