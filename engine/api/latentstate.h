// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace enogu {

/// Row-major float32.
struct FloatArray
{
    std::vector<std::int64_t> shape;
    std::vector<float> values; ///< empty where there is nothing yet
};

/// All that a run needs to go on from here, bit-exactly on the same device; where variants were
/// made at once, as far as the dtype's rounding goes. Everything counts: what keeps a state keeps
/// every member.
///
/// A run with another sampler, or with other steps or another strength where that makes another
/// list of steps, goes on at that step of its own list whose ratio of noise to signal is nearest in
/// its logarithm; the clean latents and the noise that x is made of are mixed anew for its level,
/// and the sampler's memory is empty. With another seed, and in all variants but the first, fresh
/// noise takes the place of that in x, and the memory is empty.
struct LatentState
{
    std::int64_t next = 0; ///< Step::index of the step to come; Step::count after the last one
    double timestep = 0;   ///< of that step, as fed to the network; 0 after the last one
    double signal = 0, noise = 0;     ///< x = signal · clean latents + noise · unit noise
    std::uint64_t seed = 0;           ///< of the run
    std::string sampler;              ///< whose memory it is and in which list of steps; opaque
    FloatArray x;                     ///< [1, C, h, w], at the noise level of that step
    FloatArray predX0;                ///< the clean latents that the step before predicted
    std::vector<FloatArray> memory;   ///< of the sampler
    std::vector<std::uint8_t> random; ///< state of the generator of random numbers
};

using LatentStatePtr = std::shared_ptr<const LatentState>;

} // namespace enogu
