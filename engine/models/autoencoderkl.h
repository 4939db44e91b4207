// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/nn/activation.h"
#include "engine/nn/parameters.h"

#include <memory>
#include <vector>

namespace enogu::core {

/// The autoencoder of latent diffusion (diffusers' AutoencoderKL). The scaling and the shift of
/// latents are the codec's business.
struct AutoencoderKlConfig
{
    std::int64_t inChannels = 3, outChannels = 3, latentChannels = 4;
    std::vector<std::int64_t> channels{128, 256, 512, 512}; ///< of each level, the finest first
    std::int64_t layers = 2; ///< of each level of the encoder; the decoder has one more
    std::int64_t groups = 32;
    Activation activation = Activation::Silu;
    bool quantConv = true, postQuantConv = true;
    bool midAttends = true;

    /// Pixels of a picture's side to one of the latents'.
    std::int64_t factor() const { return std::int64_t(1) << (channels.size() - 1); }
};

class AutoencoderKl
{
public:
    /// float32 [B, latentChannels, h, w] each; the logarithm of the variance is clamped to
    /// [−30, 20].
    struct Posterior
    {
        at::Tensor mean, std;
    };

    /// Asks for diffusers' keys, each once.
    AutoencoderKl(const AutoencoderKlConfig& config, const Parameters& parameters);

    /// picture [B, inChannels, H, W] float32 in [−1, 1], sides multiples of factor().
    Posterior encode(const at::Tensor& picture, const Checkpoint& checkpoint = {}) const;
    /// latents [B, latentChannels, h, w] float32 → [B, outChannels, h · factor, w · factor]
    /// float32, not clamped.
    at::Tensor decode(const at::Tensor& latents, const Checkpoint& checkpoint = {}) const;

    const AutoencoderKlConfig& config() const { return m_config; }

private:
    struct Encoder;
    struct Decoder;

    AutoencoderKlConfig m_config;
    at::ScalarType m_dtype;
    at::Device m_device;
    std::shared_ptr<const Encoder> m_encoder;
    std::shared_ptr<const Decoder> m_decoder;
};

} // namespace enogu::core
