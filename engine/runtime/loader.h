// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"

#include <memory>
#include <string>

namespace enogu {

/// Opens libenogu_engine.so and makes an engine; the library stays open until the process ends.
/// Null when that fails, with one sentence in `whyNot` where it is not null. May take half a
/// second; any thread.
std::unique_ptr<Engine> loadEngine(std::string* whyNot);

} // namespace enogu
