// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/latentstate.h"
#include "engine/diffusion/sampler.h"
#include "engine/pipelines/noise.h"

namespace enogu {

/// The steps of one run: those of a sampler's list from `first` on. A step's index is told from
/// there.
struct Course
{
    std::unique_ptr<core::Sampler> sampler;
    std::int64_t first = 0;
    /// Of the kind, its list and `first`: states of another name have another memory.
    std::string name;

    std::int64_t count() const { return std::int64_t(sampler->timesteps().size()) - first; }
    double timestep(std::int64_t index) const;
    /// With what x is made at the beginning of a step, or after the last one.
    double signal(std::int64_t index) const;
    double noise(std::int64_t index) const;
};

/// Throws Error(BadArgument) for what the sampler cannot follow.
Course courseFor(const core::SamplerConfig& config, std::int64_t steps, std::int64_t first = 0);

/// Where a run goes on, and with what.
struct Resumption
{
    std::int64_t index = 0;
    at::Tensor x, predX0; ///< [pictures, C, h, w]
};

/// The step at which a course goes on from a state: the state's own on the same course, else the
/// last of those whose ratio of noise to signal is nearest in its logarithm, or the end where the
/// state has no noise left. Throws Error(BadArgument) for states that are none.
std::int64_t indexFor(const Course& course, const LatentState& state);

/// Makes course and noise go on from a state, which must have `shape` ([1, C, h, w]).
///
/// On the same course with the same seed they go on bit for bit (a batch may round otherwise). Else
/// the sampler's memory is empty, and x is made from what the state says: its clean latents with
/// its noise, at the level of the step at which the course goes on; with another seed fresh noise
/// takes the place of the state's, so that the seed counts whatever the sampler. Its tensors are on
/// the CPU. Throws Error(BadArgument).
Resumption resumed(Course& course, const LatentState& state, Noise& noise,
                   const std::vector<std::int64_t>& shape);

/// What a course that is there goes on from with one of its pictures, whose noise is given.
LatentState stateOf(const Course& course, const Resumption& now, const Noise& noise,
                    std::int64_t picture = 0);

} // namespace enogu
