// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/weights/modelfolder.h"

namespace enogu {

/// The sizes of a diffusion model, as its configurations tell them: known before weights are read.
struct ModelShape
{
    std::string name;                  ///< the model's own, for sentences
    bool inPixels = false;             ///< it denoises pictures themselves
    bool guidesItself = false;         ///< guidance is something that its UNet is told
    std::int64_t inChannels = 4;       ///< of the UNet
    std::int64_t latentChannels = 4;   ///< of what is denoised
    std::int64_t factor = 1;           ///< pixels of a picture's side to one of the latents'
    std::int64_t multiple = 1;         ///< sides of pictures are multiples of this
    std::int64_t nativeLatent = 1;     ///< side of the latents that the UNet was trained with
    std::int64_t halvings = 0;         ///< of the latents inside the UNet
    std::int64_t width = 1, heads = 0; ///< of the UNet's finest level
    std::int64_t decoderWidth = 0;     ///< of what the decoder holds at full size; 0: no decoder

    bool takesMask() const { return inChannels == 2 * latentChannels + 1; }
    std::int64_t nativeSide() const { return nativeLatent * factor; }
};

/// Throws Error(BadModelFile) with `name` for absurd configurations.
ModelShape shapeOf(const ModelFolder& folder, const std::string& name);

} // namespace enogu
