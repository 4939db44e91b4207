// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

namespace enogu::core {

struct AdamWStep
{
    double rate = 1e-4;
    double decay = 0;         ///< of matrices and kernels; biases and norms keep their size
    double clip = 1;          ///< of the gradients' norm
    double meanDecay = 0.998; ///< of the mean weights; they follow faster at first
};

/// AdamW (β 0.9 / 0.999, ε 1e-8) with gradients clipped to a norm, and a running mean of the
/// weights.
class AdamW
{
public:
    AdamW() = default;
    /// The parameters are leaves that require gradients, float32; they are changed in place. One
    /// that does not average takes less memory: its mean weights are the weights themselves.
    explicit AdamW(std::vector<at::Tensor> parameters, bool averages = true);

    /// One step from the parameters' gradients, which it clears. Counts steps from 1.
    void step(const AdamWStep& how);

    std::vector<at::Tensor> first, second, mean; ///< moments, and the mean weights that are shipped
    std::int64_t steps = 0;

private:
    std::vector<at::Tensor> m_parameters;
    bool m_averages = true;
};

} // namespace enogu::core
