// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/bench/eagerlayers.h"

#include <algorithm>

namespace enogu {

at::Tensor EagerLayers::next()
{
    return m_weights.at(m_at++).second;
}

at::Tensor EagerLayers::take(const std::string& end)
{
    const auto found = std::find_if(m_weights.begin() + std::ptrdiff_t(m_at), m_weights.end(),
                                    [&](const auto& entry) { return entry.first.ends_with(end); });
    at::Tensor tensor = m_weights.at(std::size_t(found - m_weights.begin())).second;
    m_weights.erase(found);
    return tensor;
}

at::Tensor EagerLayers::conv(const at::Tensor& x, std::int64_t padding, Shape shape)
{
    const at::Tensor weight = next();
    const at::Tensor bias = shape.bias ? next() : at::Tensor();
    return at::conv2d(x, weight, bias, {shape.stride, shape.stride}, {padding, padding}, {1, 1},
                      shape.groups);
}

at::Tensor EagerLayers::reflected(const at::Tensor& x, at::IntArrayRef padding, Shape shape)
{
    return conv(at::reflection_pad2d(x, padding), 0, shape);
}

at::Tensor EagerLayers::transposed(const at::Tensor& x)
{
    const at::Tensor weight = next(), bias = next();
    return at::conv_transpose2d(x, weight, bias, {2, 2}, {1, 1}, {1, 1});
}

at::Tensor EagerLayers::instanceNormed(const at::Tensor& x, double eps)
{
    const at::Tensor gamma = next(), beta = next();
    return at::instance_norm(x, gamma, beta, {}, {}, true, 0, eps, false);
}

at::Tensor EagerLayers::layerNormed(const at::Tensor& x)
{
    const at::Tensor gamma = next(), beta = next();
    return at::group_norm(x, 1, gamma, beta, 1e-5);
}

at::Tensor EagerLayers::doubled(const at::Tensor& x) const
{
    const std::int64_t height = 2 * x.size(2), width = 2 * x.size(3);
    if (m_up != core::Resample::UpTf1)
        return at::upsample_bilinear2d(x, {height, width}, m_up == core::Resample::UpCorners);
    const at::Tensor longer = at::replication_pad2d(x, {0, 1, 0, 1});
    return at::upsample_bilinear2d(longer, {height + 1, width + 1}, true)
        .narrow(2, 0, height)
        .narrow(3, 0, width);
}

at::Tensor plainNormed(const at::Tensor& x)
{
    return at::instance_norm(x, {}, {}, {}, {}, true, 0, 1e-5, false);
}

at::Tensor leaked(at::Tensor x)
{
    return at::leaky_relu_(x, 0.2);
}

} // namespace enogu
