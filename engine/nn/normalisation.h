// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/nn/activation.h"
#include "engine/nn/parameters.h"

namespace enogu::core {

/// Norm of groups of neighbouring channels over the whole picture, then scale and shift of each
/// channel. Statistics are float32 whatever x's dtype is.
class GroupNorm
{
public:
    GroupNorm(const Parameters& at, std::int64_t channels, std::int64_t groups, double eps);

    /// x [B, channels, …].
    at::Tensor operator()(const at::Tensor& x) const;
    /// The same, then the activation.
    at::Tensor operator()(const at::Tensor& x, Activation activation) const;
    /// The same of x + addend [1 or B, channels, 1, 1].
    at::Tensor ofSum(const at::Tensor& x, const at::Tensor& addend, Activation activation) const;

private:
    at::Tensor m_weight, m_bias;
    std::int64_t m_groups;
    double m_eps;
};

/// Norm over the last axis, then scale and shift. Statistics are float32.
class LayerNorm
{
public:
    LayerNorm(const Parameters& at, std::int64_t width, double eps = 1e-5);

    at::Tensor operator()(const at::Tensor& x) const;

private:
    at::Tensor m_weight, m_bias;
    double m_eps;
};

} // namespace enogu::core
