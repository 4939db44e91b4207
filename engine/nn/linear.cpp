// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nn/linear.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <utility>

namespace enogu::core {

Linear::Linear(const Parameters& at, std::int64_t in, std::int64_t out, Bias bias)
    : m_weight(at("weight", {out, in})),
      m_bias(bias == Bias::Yes ? at("bias", {out}) : at::Tensor())
{
}

Linear Linear::pointwise(const Parameters& at, std::int64_t in, std::int64_t out)
{
    const at::Tensor weight = at("weight", {out, in, 1, 1}).view({out, in});
    return {weight, at("bias", {out})};
}

Linear::Linear(at::Tensor weight, at::Tensor bias)
    : m_weight(std::move(weight)), m_bias(std::move(bias))
{
}

at::Tensor Linear::operator()(const at::Tensor& x) const
{
    if (m_weight.packsFor(x))
        return packedLinear(x, m_weight, m_bias);
    return at::linear(x, m_weight.plain(), m_bias);
}

at::Tensor Linear::gelu(const at::Tensor& x) const
{
    if (m_weight.packsFor(x))
        return packedLinear(x, m_weight, m_bias, Fused::Gelu);
    return at::gelu((*this)(x));
}

at::Tensor Linear::plus(const at::Tensor& x, const at::Tensor& addend) const
{
    const at::Tensor y = (*this)(x);
    // y may be a view, and adding to a view in place makes its backward copy
    return at::GradMode::is_enabled() ? y + addend : y.add_(addend);
}

bool Linear::isTrained() const
{
    return at::GradMode::is_enabled() && m_weight.isTrained();
}

} // namespace enogu::core
