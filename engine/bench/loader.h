// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/error.h"
#include "engine/bench/options.h"

#include <stop_token>

namespace enogu {

/// Opens libenogu_bench.so and measures generators, our way and as an ordinary PyTorch port would
/// compute them, in turns. Blocks; holds the process on `threads` processors from then on. Gives
/// what went wrong (Cancelled after a stop), or nothing.
std::optional<Error> benchAnimeify(const BenchOptions& options, const BenchObserver& observer,
                                   const std::stop_token& stop);

} // namespace enogu
