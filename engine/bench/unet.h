// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/bench/unetoptions.h"

#include <stop_token>

namespace enogu {

/// Measures as engine/bench/loader.h says. Throws Error: Cancelled, BadArgument (no such network),
/// Internal (the plain version gives another result than ours).
void measureUnet(const UnetBenchOptions& options, const UnetBenchObserver& observer,
                 const std::stop_token& stop);

} // namespace enogu
