// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/recipe.h"
#include "engine/diffusion/sampler.h"
#include "engine/pipelines/noise.h"
#include "engine/pipelines/trace.h"
#include "engine/weights/diffusionmodel.h"

#include <functional>

namespace enogu {

/// What a run starts from. Sides are multiples of the codec's multiple.
struct GenerateInput
{
    std::int64_t height = 0, width = 0; ///< of the picture to make
    at::Tensor picture; ///< [1, 3, height, width] float32 in [−1, 1]; undefined: from words alone
    at::Tensor mask;    ///< [1, 1, height, width] float32, 1 edit, 0 keep; undefined: everywhere
};

/// A finished step, for those who watch.
struct DenoisedStep
{
    std::int64_t index = 0, count = 0;
    double timestep = 0;
    at::Tensor noisy;   ///< x_t as the network saw it, [1, C, h, w], about unit variance
    at::Tensor predX0;  ///< [1, C, h, w]
    at::Tensor latents; ///< x after the step
    core::SamplerState sampler;
};

/// What a run may use and whom it tells. `noise` must be there; the others may be empty.
struct GenerateRun
{
    Noise* noise = nullptr;
    Trace* trace = nullptr;
    double freeBytes = 0;                ///< memory that may be filled
    core::Checkpoint checkpoint;         ///< called between blocks; throws to cancel
    std::function<void(double)> advance; ///< share of the run, rising to 1
    std::function<void(const DenoisedStep&)> stepped;
};

struct GenerateResult
{
    at::Tensor picture; ///< [1, C, height, width] float32 on the CPU, clamped to [−1, 1]
    bool slicedRows = false, tiledDecoding = false; ///< because memory was short
};

/// Text to picture; picture to picture with the first steps left out; inpainting by models that
/// take the mask, or by others with the kept area noised again after each step. Throws Error:
/// NonFinite naming step and model, OutOfMemory, BadArgument for settings that the sampler cannot
/// follow, and what checkpoint throws. Call inside at::InferenceMode.
GenerateResult generate(const DiffusionModel& model, const core::SamplerConfig& sampler,
                        const Generate& recipe, const GenerateInput& input, const GenerateRun& how);

/// Steps of `steps` that a strength leaves to be taken: min(int(steps · strength), steps).
std::int64_t stepsTaken(std::int64_t steps, double strength);

} // namespace enogu
