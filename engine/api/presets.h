// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/recipe.h"

namespace enogu {

/// A way to take a diffusion model's steps, in words.
struct DiffusionPreset
{
    const char* word; ///< on the command line
    const char* name; ///< for people, English
    SamplerChoice sampler;
    int steps;

    bool isOf(const Diffusion& recipe) const
    {
        return recipe.sampler == sampler && recipe.steps == steps;
    }
};

/// For daily use, and as InstructPix2Pix's authors ran it.
inline constexpr std::array kDiffusionPresets{
    DiffusionPreset{"quick", "Quick, 20 steps of DPM-Solver++ 2M Karras",
                    SamplerChoice::DpmPp2MKarras, 20},
    DiffusionPreset{"published", "As published, 100 steps of Euler ancestral",
                    SamplerChoice::EulerAncestral, 100},
};

} // namespace enogu
