// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/models/autoencoderkl.h"
#include "engine/models/cliptext.h"
#include "engine/models/taesd.h"
#include "engine/models/unet2d.h"
#include "engine/models/unet2dcondition.h"
#include "engine/weights/modelshape.h"

#include <functional>

namespace enogu {

/// The networks of a diffusion model, ready to run on one device in one dtype. Immutable.
struct DiffusionModel
{
    ModelFolder folder;
    std::string name; ///< the file's or folder's own name, for sentences
    at::ScalarType dtype = at::kFloat;
    at::Device device = at::kCPU;
    ModelShape shape = {};
    std::optional<core::UNet2DCondition> unet =
        {}; ///< of models with words; the others have `pixels`
    std::optional<core::UNet2D> pixels = {};
    std::optional<core::AutoencoderKl> vae = {}; ///< models with words have this one or `tinyVae`
    std::optional<core::TinyAutoencoder> tinyVae = {};
    std::optional<core::ClipText> text = {};
    double latentScale = 1, latentShift = 0; ///< scaled latents = (z − shift) · scale

    std::int64_t inChannels() const;
    std::int64_t latentChannels() const; ///< of the latents that are denoised
};

/// The own name of a model's file or folder, for sentences.
std::string ownNameOf(const std::string& path);

/// What loading reports to: called after each tensor with the share of the model that is there;
/// throws to cancel. May be empty.
using Loading = std::function<void(double share)>;

/// Loads every network of the folder; at most one tensor is held in float32 besides. Throws
/// Error(BadModelFile), Error(WrongModelKind).
DiffusionModel loadDiffusionModel(const ModelFolder& folder, const std::string& path,
                                  at::ScalarType dtype, at::Device device,
                                  const Loading& loading = {});

} // namespace enogu
