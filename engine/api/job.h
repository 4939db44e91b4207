// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/latentstate.h"
#include "engine/api/mask.h"
#include "engine/api/notice.h"
#include "engine/api/recipe.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace enogu {

using JobId = std::uint64_t;

/// How Observer::onStep is shown the pictures of a step: not at all, by a linear map that costs
/// next to nothing, or through the model's own decoder.
enum class StepDetail { None, Quick, Full };

constexpr int kMostVariants = 9;

/// Work for the engine; immutable once submitted.
struct Job
{
    JobId id = 0;
    EditRecipe recipe;
    std::optional<Image> input;  ///< upright, sRGB; only Generate does without
    std::string device = "auto"; ///< auto, cpu, cuda or cuda:N
    /// May take norm statistics from a reduced picture when memory is short.
    bool mayReduceMemory = true;
    bool wantsFlatLayer = true; ///< false: nobody will move Cel's sliders afterwards
    /// Refuses weights whose hash is not the recipe's, where the recipe has one.
    bool sameWeights = false;
    // Of diffusion models alone:
    std::optional<Mask> mask = {}; ///< where the input may change; of its extent
    LatentStatePtr from = {};      ///< what a recipe with fromStep goes on from; else null
    /// 1 … kMostVariants: pictures of the seeds seed, seed + 1, …; some or all of them may be made
    /// at once, and equal those of their seeds alone as far as the dtype's rounding goes.
    int variants = 1;
    StepDetail steps = StepDetail::None;
    /// Where what quick pictures of steps need is kept from run to run; or empty.
    std::filesystem::path cache = {};
    std::filesystem::path noise = {}; ///< safetensors with the random numbers; or empty
    std::filesystem::path trace = {}; ///< safetensors to write every step to; or empty
};

/// What a finished job gives back. Every picture has the input's extent, depth and channels;
/// without an input it is RGB with 8 bits.
struct Result
{
    JobId id = 0;
    Image image;                      ///< sRGB
    std::vector<Image> variants = {}; ///< those after the first, in the order of their seeds
    EditRecipe recipe;                ///< the job's recipe with the weights' hash filled
    /// Cel only: the L0 layer that the live sliders start from, sRGB RGB.
    std::optional<Image> flatLayer;
    std::vector<Notice> notices;
    std::string device; ///< where it ran, e.g. "CPU, bfloat16"
    /// Of diffusion models: what the last step of the first variant left; null where none was
    /// taken.
    LatentStatePtr state = {};
};

} // namespace enogu
