// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/diffusion/sampler.h"
#include "engine/models/autoencoderkl.h"
#include "engine/models/cliptext.h"
#include "engine/models/unet2dcondition.h"
#include "engine/text/cliptokenizer.h"

#include <filesystem>
#include <optional>
#include <string>

namespace enogu::core {

/// What a diffusion run starts from: a folder in diffusers' layout that holds an autoencoder and,
/// where there are any, a text encoder with its tokenizer, a UNet and a scheduler.
struct BaseModel
{
    std::filesystem::path folder;
    AutoencoderKl vae;
    std::string vaeHash;
    double scaling;
    std::optional<ClipTokenizer> tokenizer;
    std::optional<ClipTextConfig> text;
    TensorSource textWeights;
    std::optional<UNet2DConditionConfig> unet;
    TensorSource unetWeights;
    SamplerConfig sampler; ///< v-prediction on Stable Diffusion's schedule unless the folder says

    /// [B, 3, H, W] in [−1, 1] → the means of the latents, unscaled, and back.
    at::Tensor encoded(const at::Tensor& pictures) const { return vae.encode(pictures).mean; }
    at::Tensor decoded(const at::Tensor& latents) const { return vae.decode(latents); }
};

/// An autoencoder that a folder holds in vae/.
struct VaePart
{
    AutoencoderKlConfig config;
    TensorSource weights;
    std::filesystem::path file; ///< the first that they are in
    double scaling;
};

/// Throws Error: MissingFile, BadModelFile; one sentence that names the file.
VaePart readVaePart(const std::filesystem::path& folder);
/// Throws Error: MissingFile, BadModelFile, WrongModelKind; one sentence that names the file.
BaseModel readBaseModel(const std::filesystem::path& folder, at::ScalarType dtype);

} // namespace enogu::core
