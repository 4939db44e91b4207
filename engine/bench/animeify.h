// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/bench/options.h"

#include <stop_token>

namespace enogu {

struct Subject;

/// Measures as engine/bench/loader.h says. Throws Error: Cancelled, Internal (a plain version draws
/// another picture than ours), and what subjectOf throws.
void measureAnimeify(const BenchOptions& options, const BenchObserver& observer,
                     const std::stop_token& stop);

/// Largest |ours − plain| in float32 on a small drawn picture; call inside at::InferenceMode.
double largestDifference(const Subject& subject);

} // namespace enogu
