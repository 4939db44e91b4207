// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nn/normalisation.h"

#include "engine/nn/groupnormgrad.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

namespace enogu::core {

namespace {

/// x where the library's backward can take it: channels-last it crashes for an x that needs no
/// gradient (LibTorch 2.11 on a CPU).
at::Tensor safeForBackward(const at::Tensor& x)
{
    return x.is_cpu() && at::GradMode::is_enabled() && !x.requires_grad() ? x.contiguous() : x;
}

} // namespace

GroupNorm::GroupNorm(const Parameters& at, std::int64_t channels, std::int64_t groups, double eps)
    : m_weight(at("weight", {channels})),
      m_bias(at("bias", {channels})),
      m_groups(groups),
      m_eps(eps)
{
}

at::Tensor GroupNorm::operator()(const at::Tensor& x) const
{
    const GroupNormShape shape{m_weight, m_bias, m_groups, m_eps};
    if (suitsTrainedGroupNorm(x, shape))
        return trainedGroupNorm(x, shape);
    return at::group_norm(safeForBackward(x), m_groups, m_weight, m_bias, m_eps);
}

at::Tensor GroupNorm::operator()(const at::Tensor& x, Activation activation) const
{
    const GroupNormShape shape{m_weight, m_bias, m_groups, m_eps};
    if (activation == Activation::Silu && suitsCpuGroupNormSilu(x, shape))
        return cpuGroupNormSilu(x, shape);
    if (activation == Activation::Silu && suitsTrainedGroupNorm(x, shape))
        return trainedGroupNorm(x, shape, {{}, true});
    return activated((*this)(x), activation);
}

at::Tensor GroupNorm::ofSum(const at::Tensor& x, const at::Tensor& addend,
                            Activation activation) const
{
    const GroupNormShape shape{m_weight, m_bias, m_groups, m_eps};
    if (!suitsTrainedGroupNorm(x, shape))
        return (*this)(x + addend, activation);
    const bool silu = activation == Activation::Silu;
    const at::Tensor normed = trainedGroupNorm(x, shape, {addend, silu});
    return silu ? normed : activated(normed, activation);
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
