// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/recipe.h"

namespace enogu {

/// How a diffusion model wants to be run, as enogu.json in its folder says.
struct ModelAdvice
{
    double guidance = 7.5; ///< guidance_scale, of pictures from words
    double textGuidance = 7.5, imageGuidance = 1.5;
    /// Models of a drawn world alone: their autoencoder gives such pictures back with at least this
    /// PSNR in dB, and photographs with less. 0: the model knows photographs.
    double worldPsnr = 0;
};

/// `own` where a guidance is kOwnGuidance.
inline double advised(double guidance, double own)
{
    return guidance == kOwnGuidance ? own : guidance;
}

/// With the model's own guidance where the recipe asks for it.
inline Generate advised(Generate recipe, const ModelAdvice& advice)
{
    recipe.guidance = advised(recipe.guidance, advice.guidance);
    return recipe;
}

inline Instruct advised(Instruct recipe, const ModelAdvice& advice)
{
    recipe.textGuidance = advised(recipe.textGuidance, advice.textGuidance);
    recipe.imageGuidance = advised(recipe.imageGuidance, advice.imageGuidance);
    return recipe;
}

} // namespace enogu
