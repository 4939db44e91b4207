// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/bench/qualityoptions.h"

#include <stop_token>

namespace enogu {

/// Measures as engine/bench/loader.h says. Throws Error: Cancelled, and what opening a model and
/// editing with it throw.
void measureQuality(const QualityBenchOptions& options, const QualityBenchObserver& observer,
                    const std::stop_token& stop);

} // namespace enogu
