// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/models/blocks.h"
#include "engine/models/generator.h"

#include <array>

namespace enogu::core {

/// AnimeGAN v2: three levels, inverted residual body, layer norms, reflected borders.
class AnimeGan2 : public Generator
{
public:
    /// Two published spellings of the same tensors.
    enum class Keys { Bryandlee, Ptran };
    /// `up` is one of the bilinear ×2 kinds.
    AnimeGan2(const TensorSource& source, at::ScalarType dtype, Keys keys, Resample up);
    at::Tensor forward(const at::Tensor& x, Run& run) const override;
    const GeneratorTraits& traits() const override { return m_traits; }

private:
    struct Residual
    {
        ConvNorm expand, depthwise, project;
        bool skip;
    };
    static Map residual(Run& run, Map x, const Residual& block);

    GeneratorTraits m_traits;
    Resample m_up;
    std::array<ConvNorm, 3> m_a;
    std::array<ConvNorm, 2> m_b, m_d;
    ConvNorm m_cFirst, m_cLast;
    std::vector<Residual> m_residuals;
    std::array<ConvNorm, 3> m_e;
    Conv m_out;
};

} // namespace enogu::core
