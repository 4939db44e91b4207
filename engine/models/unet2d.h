// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/models/unetblock.h"
#include "engine/nn/activation.h"
#include "engine/nn/parameters.h"

#include <memory>
#include <vector>

namespace enogu::core {

/// A UNet of pixel-space diffusion without text (Ho et al. 2020; diffusers' UNet2DModel).
struct UNet2DConfig
{
    /// One resolution, the finest first.
    struct Level
    {
        std::int64_t channels = 224;
        UNetBlock down = UNetBlock::SelfAttention, up = UNetBlock::SelfAttention;
    };
    enum class Resampling { Conv, Resnet };

    std::int64_t inChannels = 3, outChannels = 3;
    std::vector<Level> levels{Level{.down = UNetBlock::Plain, .up = UNetBlock::Plain},
                              Level{.channels = 448}, Level{.channels = 672},
                              Level{.channels = 896}};
    std::int64_t layers = 2; ///< of each block; one more on the way up
    bool mid = true, midAttends = true;
    double midScale = 1;
    std::int64_t midGroups = 32; ///< of the middle attention's norm; 0: no norm
    std::int64_t headWidth = 8;  ///< 0: one head as wide as the level
    /// Of blocks with attention; plain ones always have convolutions.
    Resampling down = Resampling::Conv, up = Resampling::Conv;
    std::int64_t downPadding = 1; ///< 1, or 0: one pixel right and bottom

    std::int64_t groups = 32;
    double eps = 1e-5;
    Activation activation = Activation::Silu;
    bool timeScaleShift = false;

    bool centerInput = false;
    bool flipSinToCos = true;
    double freqShift = 0;
    std::int64_t timeWidth = 896;
};

class UNet;

class UNet2D
{
public:
    /// Asks for diffusers' keys, each once.
    UNet2D(const UNet2DConfig& config, const Parameters& parameters);

    /// x [B, inChannels, h, w] float32 → [B, outChannels, h, w] float32. The checkpoint is called
    /// between blocks.
    at::Tensor forward(const at::Tensor& x, double t, const Checkpoint& checkpoint = {}) const;

    const UNet2DConfig& config() const { return m_config; }

private:
    UNet2DConfig m_config;
    std::shared_ptr<const UNet> m_network;
};

} // namespace enogu::core
