// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nn/normalisation.h"

#include "engine/nn/cpugroupnorm.h"

#include <ATen/ATen.h>

namespace enogu::core {

GroupNorm::GroupNorm(const Parameters& at, std::int64_t channels, std::int64_t groups, double eps)
    : m_weight(at("weight", {channels})),
      m_bias(at("bias", {channels})),
      m_groups(groups),
      m_eps(eps)
{
}

at::Tensor GroupNorm::operator()(const at::Tensor& x) const
{
    return at::group_norm(x, m_groups, m_weight, m_bias, m_eps);
}

at::Tensor GroupNorm::operator()(const at::Tensor& x, Activation activation) const
{
    const GroupNormShape shape{m_weight, m_bias, m_groups, m_eps};
    if (activation == Activation::Silu && suitsCpuGroupNormSilu(x, shape))
        return cpuGroupNormSilu(x, shape);
    return activated((*this)(x), activation);
}

LayerNorm::LayerNorm(const Parameters& at, std::int64_t width, double eps)
    : m_weight(at("weight", {width})), m_bias(at("bias", {width})), m_eps(eps)
{
}

at::Tensor LayerNorm::operator()(const at::Tensor& x) const
{
    return at::layer_norm(x, m_weight.sizes(), m_weight, m_bias, m_eps);
}

} // namespace enogu::core
