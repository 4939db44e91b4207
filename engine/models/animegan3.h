// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/models/attention.h"
#include "engine/models/blocks.h"
#include "engine/models/generator.h"

#include <array>

namespace enogu::core {

/// AnimeGAN v3 (DTGAN), base and main tail: learned norms (LADE), external attention, additive
/// skips.
class AnimeGan3 : public Generator
{
public:
    /// `up` is one of the bilinear ×2 kinds.
    AnimeGan3(const TensorSource& source, at::ScalarType dtype, Resample up);
    at::Tensor forward(const at::Tensor& x, Run& run) const override;
    const GeneratorTraits& traits() const override { return m_traits; }

private:
    /// A convolution and the 1×1 weight [out, out, 1, 1] whose output's statistics restyle its own.
    struct ConvLade
    {
        Conv conv;
        Conv lade;
    };
    static ConvLade readLayer(const Reader& read, const std::string& key, const ConvShape& shape,
                              const Padding& padding);
    static Map layer(Run& run, Map x, const ConvLade& layer);

    GeneratorTraits m_traits;
    Resample m_up;
    std::array<ConvLade, 7> m_base;
    ExternalAttention m_attention;
    std::array<ConvLade, 6> m_main;
    Conv m_out;
};

} // namespace enogu::core
