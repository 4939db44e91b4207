// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/recipe.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace enogu {

using JobId = std::uint64_t;

/// Work for the engine; immutable once submitted.
struct Job
{
    JobId id = 0;
    EditRecipe recipe;
    Image input;                  ///< upright, sRGB
    std::string device = "auto";  ///< auto, cpu, cuda or cuda:N
    bool mayReduceMemory = true;  ///< may take norm statistics from a reduced picture when memory is short
    bool wantsFlatLayer = true;   ///< false: nobody will move Cel's sliders afterwards
};

/// What a finished job gives back. Every picture has the input's extent, depth and channels.
struct Result
{
    JobId id = 0;
    Image image;                      ///< sRGB
    EditRecipe recipe;                ///< the job's recipe with styleHash filled
    std::optional<Image> flatLayer;   ///< Cel only: the L0 layer that the live sliders start from, sRGB RGB
    std::vector<std::string> notices; ///< sentences for the person, e.g. that a smaller setting was used
    std::string device;               ///< where it ran, e.g. "CPU, bfloat16"
};

} // namespace enogu
