// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/weights/diffusionmodel.h"

namespace enogu {

/// A text as the UNet reads it: [1, L, D] float32 on the model's device, which must have words.
/// What is longer than the tokenizer's length is cut; padding is attended like any word. Throws
/// Error(BadModelFile) where tokenizer and text encoder do not belong together.
at::Tensor embedded(const DiffusionModel& model, const std::string& text,
                    const core::Checkpoint& checkpoint = {});

/// What Stable Diffusion's UNet is told beside the latents. Float32 on the model's device.
struct Conditioning
{
    at::Tensor prompt;   ///< [1, L, D]; undefined for models without words
    at::Tensor negative; ///< [1, L, D]; undefined unless rows are guided
    at::Tensor guidance; ///< [1, W] where the UNet takes guidance as an embedding, else undefined
};

/// The negative text is encoded where `guidance` is above 1 and the UNet has no embedding for it.
Conditioning conditioningOf(const DiffusionModel& model, const std::string& prompt,
                            const std::string& negative, double guidance,
                            const core::Checkpoint& checkpoint = {});

/// Sines, then cosines, of 1000 · w over frequencies from 1 to 1/10000: [1, width] float32, as
/// models distilled with guidance expect it (Meng et al. 2023, arXiv 2210.03142).
at::Tensor guidanceEmbedding(double w, std::int64_t width);

} // namespace enogu
