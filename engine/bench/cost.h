// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/bench/options.h"

#include <functional>

namespace enogu {

/// CPU time of the whole process so far.
double processorSeconds();

/// Does the work once and gives what it took, for each of `megapixels`. The peak is that of the
/// process (Linux: it is reset through /proc/self/clear_refs), so nothing else may run in it.
BenchCost costOf(double megapixels, const std::function<void()>& work);

/// The median of each figure; costs is not empty.
BenchCost medianOf(const std::vector<BenchCost>& costs);

/// Holds the process on `threads` of its processors.
void holdOnProcessors(int threads);

} // namespace enogu
