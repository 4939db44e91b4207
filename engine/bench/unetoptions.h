// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/recipe.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace enogu {

struct UnetBenchOptions
{
    std::string network = "sd1";      ///< "sd1", "instruct" (8 channels), "sd2" or "small"
    std::vector<int> sizes{256, 512}; ///< sides of the picture, multiples of 8
    std::vector<int> batches{1, 3};
    int repeats = 3;
    int threads = 2;
    DType dtype = DType::Auto; ///< of both; Auto: bfloat16 where the CPU is fast at it
};

/// One pass through the network.
struct StepCost
{
    double milliseconds = 0;
    double coreSeconds = 0; ///< CPU time of the whole process
};

struct UnetBenchRow
{
    std::string network, dtype;
    int size = 0, batch = 0;
    StepCost ours, eager;    ///< medians of the repeats; eager: of the faster layout
    std::string eagerLayout; ///< "NCHW" or "NHWC"
    double floorMs = 0;      ///< every operation at this computer's rate of sums or of memory
    double difference = 0;   ///< rms of ours − eager over the rms of eager
    double gigaProducts = 0; ///< multiply-accumulates
};

struct UnetBenchReport
{
    std::string name; ///< what is being measured
    double share = 0; ///< of everything, 0 … 1
    std::optional<UnetBenchRow> row;
};
/// Called on the caller's thread before each measurement, and with each finished row.
using UnetBenchObserver = std::function<void(const UnetBenchReport&)>;

} // namespace enogu
