// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/nn/packing.h"
#include "engine/nn/parameters.h"

namespace enogu::core {

/// y = x Wᵀ + b over the last axis.
class Linear
{
public:
    enum class Bias { No, Yes };

    Linear(const Parameters& at, std::int64_t in, std::int64_t out, Bias bias = Bias::Yes);
    /// The same, its weight kept as that of a 1×1 convolution [out, in, 1, 1].
    static Linear pointwise(const Parameters& at, std::int64_t in, std::int64_t out);
    /// weight [out, in], bias [out] or undefined.
    Linear(at::Tensor weight, at::Tensor bias);

    at::Tensor operator()(const at::Tensor& x) const;
    /// gelu of what it makes of x.
    at::Tensor gelu(const at::Tensor& x) const;
    /// What it makes of x, plus `addend` of the result's shape.
    at::Tensor plus(const at::Tensor& x, const at::Tensor& addend) const;

    /// Whether a gradient by the weight is taken now.
    bool isTrained() const;
    /// [out, in].
    const at::Tensor& weight() const { return m_weight.plain(); }

private:
    Weight m_weight;
    at::Tensor m_bias;
};

} // namespace enogu::core
