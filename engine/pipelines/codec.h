// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/weights/diffusionmodel.h"

namespace enogu {

/// Picture ↔ latents of a model, with the scaling and shift that its UNet expects. Models without
/// an autoencoder denoise the picture itself. Refers to the model, which must outlive it.
class Codec
{
public:
    explicit Codec(const DiffusionModel& model) : m_model(model) {}

    /// Pixels of a picture's side to one of the latents'.
    std::int64_t factor() const;
    /// Sides of pictures are multiples of this. For pixel-space models, whose factor is 1, it is
    /// what their UNet can halve.
    std::int64_t multiple() const;
    /// True where encoding draws from a posterior.
    bool hasPosterior() const { return m_model.vae.has_value(); }

    /// picture [1, 3, H, W] float32 in [−1, 1] → [1, C, h, w] as the autoencoder gives it, not
    /// scaled: mean + std · noise, or the mean where noise is undefined.
    at::Tensor unscaledFromPicture(const at::Tensor& picture, const at::Tensor& noise = {},
                                   const core::Checkpoint& checkpoint = {}) const;
    /// The same, scaled.
    at::Tensor latentFromPicture(const at::Tensor& picture, const at::Tensor& noise,
                                 const core::Checkpoint& checkpoint = {}) const;
    /// The way back, float32, not clamped. More latent pixels than `mostAtOnce` (0: no bound) are
    /// decoded in tiles that overlap and fade into each other.
    at::Tensor pictureFromLatent(const at::Tensor& latent, std::int64_t mostAtOnce = 0,
                                 const core::Checkpoint& checkpoint = {}) const;

private:
    at::Tensor decoded(const at::Tensor& unscaled, const core::Checkpoint& checkpoint) const;
    at::Tensor decodedInTiles(const at::Tensor& unscaled, std::int64_t side,
                              const core::Checkpoint& checkpoint) const;

    const DiffusionModel& m_model;
};

} // namespace enogu
