// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/recipe.h"
#include "engine/pipelines/denoising.h"

namespace enogu {

/// Text to picture; picture to picture with the first steps left out; inpainting by models that
/// take the mask, or by others with the kept area noised again after each step. Throws Error:
/// NonFinite naming step and model, OutOfMemory, BadArgument for settings that the sampler cannot
/// follow, and what checkpoint throws. Call inside at::InferenceMode.
DiffusionResult generate(const DiffusionModel& model, const core::SamplerConfig& sampler,
                         const Generate& recipe, const DiffusionInput& input,
                         const DiffusionRun& how);

/// Steps of `steps` that a strength leaves to be taken: min(int(steps · strength), steps).
std::int64_t stepsTaken(std::int64_t steps, double strength);

} // namespace enogu
