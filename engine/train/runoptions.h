// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>

namespace enogu {

enum class TrainingType { Auto, F32, Bf16 };

/// What every training run is told.
struct RunOptions
{
    std::filesystem::path folder{}; ///< checkpoint, log, curve, samples and the finished model
    std::uint64_t seed = 1;
    std::int64_t steps = 10000; ///< in all; a finished run goes on when this is raised
    int batch = 16;             ///< pictures of one pass
    int accumulate = 1;         ///< passes whose gradients make one step
    double rate = 1e-4;
    std::int64_t warmUp = 200; ///< steps over which the rate rises
    std::int64_t coolDown = 0; ///< last steps, over which it falls to nothing
    bool cosine = false;       ///< or it falls in half a wave over the whole schedule
    double minutes = 0;        ///< above 0: the schedule follows the time spent in steps instead
    double decay = 1e-2;       ///< of weights (AdamW)
    double clip = 1;           ///< of the gradient's norm
    double meanDecay = 0.999;  ///< of the running mean of the weights, which is what is exported; 0: none
    TrainingType type = TrainingType::Auto; ///< Auto: bfloat16 where the CPU is fast at it
    int threads = 0;                        ///< 0: all cores
    double saveSeconds = 300;
};

} // namespace enogu
