// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/recipe.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace enogu {

struct BenchOptions
{
    /// "v1", "v2", "v3", "cartoongan", "whitebox", "cel" (random weights of the real sizes), "head"
    /// (the analytic head of Cel), or the path of a weight file; empty: all that have names.
    std::vector<std::string> styles;
    double megapixels = 1;
    int repeats = 3;
    int threads = 1;
    DType dtype = DType::Auto; ///< of our run; Auto: bfloat16 where the CPU is fast at it
};

/// What one way of computing a picture takes, for a million pixels.
struct BenchCost
{
    double coreSeconds = 0; ///< CPU time of the whole process
    double gigabytes = 0;   ///< growth of the resident memory at its peak
};

struct BenchRow
{
    std::string name;
    std::string dtype;              ///< of our run
    BenchCost ours;                 ///< medians of the repeats
    std::optional<BenchCost> eager; ///< plain float32 NCHW, one operation after another
    double difference = 0;          ///< mean |ours − eager| in levels of 255
};

struct BenchReport
{
    std::string name; ///< what is being measured
    double share = 0; ///< of everything, 0 … 1
    std::optional<BenchRow> row;
};
/// Called on the caller's thread before each measurement, and with each finished row.
using BenchObserver = std::function<void(const BenchReport&)>;

} // namespace enogu
