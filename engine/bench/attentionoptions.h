// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace enogu {

struct AttentionBenchOptions
{
    int repeats = 5;
    int threads = 1;
};

/// One way of answering: against double precision on the same bfloat16 numbers.
struct AttentionFigures
{
    double gigaflops = 0; ///< a second of CPU time, of 4 · batch · heads · queries · keys · width
    double largestError = 0, rmsError = 0;
};

struct AttentionBenchRow
{
    std::string name; ///< batch × heads of queries × keys × width
    AttentionFigures ours, library;
    double ratio = 0; ///< median of library's time over ours, measured in turns
};

struct AttentionBenchReport
{
    std::string name; ///< what is being measured
    double share = 0; ///< of everything, 0 … 1
    std::optional<AttentionBenchRow> row;
};
/// Called on the caller's thread before each measurement, and with each finished row.
using AttentionBenchObserver = std::function<void(const AttentionBenchReport&)>;

} // namespace enogu
