// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/models/blocks.h"
#include "engine/models/generator.h"

#include <array>

namespace enogu::core {

/// AnimeGAN v1 in its 2021 PyTorch layout: separable convolutions, zero borders, instance norms
/// without parameters.
class AnimeGan1 : public Generator
{
public:
    /// `up` is one of the bilinear ×2 kinds.
    AnimeGan1(const TensorSource& source, at::ScalarType dtype, Resample up);
    at::Tensor forward(const at::Tensor& x, Run& run) const override;
    const GeneratorTraits& traits() const override { return m_traits; }

private:
    struct Separable
    {
        ConvNorm depthwise, pointwise;
    };
    /// The sum of a strided branch and of one on the halved picture.
    struct Down
    {
        Separable strided, halved;
    };
    struct Residual
    {
        ConvNorm expand, depthwise, project;
    };
    static ConvNorm readConv(const Reader& read, const std::string& key, const ConvShape& shape);
    static Separable readSeparable(const Reader& read, const std::string& key,
                                   const ConvShape& shape);
    static Map separable(Run& run, Map x, const Separable& layer);
    static Map down(Run& run, Map x, const Down& layer);
    static Map residual(Run& run, Map x, const Residual& block);

    GeneratorTraits m_traits;
    Resample m_up;
    ConvNorm m_e0, m_e1, m_e3, m_e6;
    Down m_e2, m_e5;
    Separable m_e4;
    std::vector<Residual> m_residuals;
    ConvNorm m_d0, m_d3, m_d5, m_d6;
    Separable m_d1, m_d2, m_d4;
    Conv m_out;
};

} // namespace enogu::core
