// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nn/conv2d.h"

#include "engine/nn/doubledconv.h"

#include <ATen/ATen.h>

namespace enogu::core {

Conv2d::Conv2d(const Parameters& at, const Conv2dShape& shape, Pad pad)
    : m_weight(at("weight", {shape.out, shape.in, shape.kernel, shape.kernel})),
      m_bias(shape.bias ? at("bias", {shape.out}) : at::Tensor()),
      m_geometry{shape.stride, pad == Pad::Same ? (shape.kernel - 1) / 2 : 0},
      m_pad(pad)
{
}

at::Tensor Conv2d::operator()(const at::Tensor& x) const
{
    const at::Tensor padded = m_pad == Pad::RightBottom ? at::constant_pad_nd(x, {0, 1, 0, 1}) : x;
    if (m_weight.packsFor(padded))
        return packedConv(padded, m_weight, m_bias, m_geometry);
    const auto [stride, padding] = m_geometry;
    return at::conv2d(padded, m_weight.plain(), m_bias, {stride, stride}, {padding, padding});
}

at::Tensor Conv2d::plus(const at::Tensor& x, const at::Tensor& addend) const
{
    return (*this)(x).add_(addend);
}

at::Tensor Conv2d::ofResized(const at::Tensor& x, at::IntArrayRef size) const
{
    if (trainsOnDoubled(x, size))
        return doubledConv(x, m_weight.plain(), m_bias);
    return (*this)(at::upsample_nearest2d(x, size));
}

bool Conv2d::trainsOnDoubled(const at::Tensor& x, at::IntArrayRef size) const
{
    return x.is_cpu() && m_weight.isTrained() && m_weight.plain().size(2) == 3 &&
           m_pad == Pad::Same && m_geometry.stride == 1 && size[0] == 2 * x.size(2) &&
           size[1] == 2 * x.size(3);
}

} // namespace enogu::core
