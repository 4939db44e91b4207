// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/bench/attentionoptions.h"

#include <stop_token>

namespace enogu {

/// Measures as engine/bench/loader.h says. Throws Error: Cancelled, BadArgument (this CPU is not
/// one that our attention is for).
void measureAttention(const AttentionBenchOptions& options, const AttentionBenchObserver& observer,
                      const std::stop_token& stop);

} // namespace enogu
