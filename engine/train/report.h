// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace enogu {

/// Where a run is. Called after each step, on the caller's thread.
struct TrainReport
{
    std::string phase; ///< e.g. "Training"
    std::int64_t step = 0;
    double loss = 0;         ///< running mean; 0 where nothing is learnt
    double share = 0;        ///< of the schedule, 0 … 1
    double secondsLeft = -1; ///< −1 while unknown
};
using TrainObserver = std::function<void(const TrainReport&)>;

} // namespace enogu
