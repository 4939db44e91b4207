// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/error.h"
#include "engine/bench/attentionoptions.h"
#include "engine/bench/options.h"
#include "engine/bench/qualityoptions.h"
#include "engine/bench/unetoptions.h"

#include <stop_token>

namespace enogu {

/// Opens libenogu_bench.so and measures generators, our way and as an ordinary PyTorch port would
/// compute them, in turns. Blocks; holds the process on `threads` processors from then on. Gives
/// what went wrong (Cancelled after a stop), or nothing.
std::optional<Error> benchAnimeify(const BenchOptions& options, const BenchObserver& observer,
                                   const std::stop_token& stop);
/// The same for the UNet of latent diffusion with random weights, next to a plain run of it in the
/// same dtype.
std::optional<Error> benchUnet(const UnetBenchOptions& options, const UnetBenchObserver& observer,
                               const std::stop_token& stop);
/// The same for attention in bfloat16, next to the library's on the same numbers.
std::optional<Error> benchAttention(const AttentionBenchOptions& options,
                                    const AttentionBenchObserver& observer,
                                    const std::stop_token& stop);
/// The edits of an instruction model of the drawn world, against their true results.
std::optional<Error> benchQuality(const QualityBenchOptions& options,
                                  const QualityBenchObserver& observer,
                                  const std::stop_token& stop);

} // namespace enogu
