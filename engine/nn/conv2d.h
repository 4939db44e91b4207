// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/nn/packing.h"
#include "engine/nn/parameters.h"

namespace enogu::core {

struct Conv2dShape
{
    std::int64_t in = 0, out = 0;
    std::int64_t kernel = 3; ///< an even one makes the result smaller by a pixel
    std::int64_t stride = 1;
    bool bias = true;
};

/// A convolution [B, in, h, w] → [B, out, h / stride, w / stride] (odd kernels), padded with zeros.
class Conv2d
{
public:
    /// Same pads (kernel − 1) / 2 on every side; RightBottom pads one pixel there alone.
    enum class Pad { Same, RightBottom };

    Conv2d(const Parameters& at, const Conv2dShape& shape, Pad pad = Pad::Same);

    at::Tensor operator()(const at::Tensor& x) const;
    /// What it makes of x, plus `addend` of the result's shape.
    at::Tensor plus(const at::Tensor& x, const at::Tensor& addend) const;
    /// What it makes of x resized to (height, width) by repeating pixels.
    at::Tensor ofResized(const at::Tensor& x, at::IntArrayRef size) const;

private:
    bool trainsOnDoubled(const at::Tensor& x, at::IntArrayRef size) const;

    Weight m_weight;
    at::Tensor m_bias;
    Weight::ConvGeometry m_geometry;
    Pad m_pad;
};

} // namespace enogu::core
