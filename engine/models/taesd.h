// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/nn/activation.h"
#include "engine/nn/parameters.h"

#include <memory>
#include <vector>

namespace enogu::core {

/// The tiny autoencoder for previews (TAESD; diffusers' AutoencoderTiny).
struct TinyAutoencoderConfig
{
    std::int64_t inChannels = 3, outChannels = 3, latentChannels = 4;
    std::vector<std::int64_t> encoderChannels{64, 64, 64, 64}, encoderBlocks{1, 3, 3, 3};
    std::vector<std::int64_t> decoderChannels{64, 64, 64, 64}, decoderBlocks{3, 3, 3, 1};
    std::int64_t upFactor = 2; ///< of each up-sampling of the decoder
    Activation activation = Activation::Relu;
};

class TinyAutoencoder
{
public:
    /// Asks for diffusers' keys, each once.
    TinyAutoencoder(const TinyAutoencoderConfig& config, const Parameters& parameters);

    /// picture [B, inChannels, H, W] float32 in [−1, 1] → scaled latents float32.
    at::Tensor encode(const at::Tensor& picture, const Checkpoint& checkpoint = {}) const;
    /// Scaled latents [B, latentChannels, h, w] float32 → picture around [−1, 1], float32, not
    /// clamped.
    at::Tensor decode(const at::Tensor& latents, const Checkpoint& checkpoint = {}) const;

    const TinyAutoencoderConfig& config() const { return m_config; }

private:
    class Layers;

    TinyAutoencoderConfig m_config;
    at::ScalarType m_dtype;
    at::Device m_device;
    std::shared_ptr<const Layers> m_encoder, m_decoder;
};

} // namespace enogu::core
