// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/models/blocks.h"
#include "engine/models/generator.h"

#include <array>

namespace enogu::core {

/// CartoonGAN (Chen et al. 2018): residual body of eight blocks, instance norms with a tiny
/// epsilon. Works on BGR inside.
class CartoonGan : public Generator
{
public:
    CartoonGan(const TensorSource& source, at::ScalarType dtype);
    at::Tensor forward(const at::Tensor& x, Run& run) const override;
    const GeneratorTraits& traits() const override { return m_traits; }

private:
    GeneratorTraits m_traits;
    ConvNorm m_first;
    std::array<Conv, 2> m_down;
    std::array<ConvNorm, 2> m_downFlat;
    std::vector<std::array<ConvNorm, 2>> m_residuals;
    std::array<Conv, 2> m_up;
    std::array<ConvNorm, 2> m_upFlat;
    Conv m_last;
};

} // namespace enogu::core
