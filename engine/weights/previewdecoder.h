// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/weights/diffusionmodel.h"

namespace enogu {

/// The tiny autoencoder (TAESD) for Stable Diffusion's latents, where the user has it: the
/// repository madebyollin/taesd in the hub's cache. Nothing for models with other latents, and
/// where the copy is damaged, for pictures of steps can do without.
std::optional<core::TinyAutoencoder> previewDecoderFor(const DiffusionModel& model);

} // namespace enogu
