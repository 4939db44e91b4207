// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"

#include <memory>
#include <string>

namespace enogu {

/// Opens libenogu_engine.so (beside the executable, in ../lib, or in ../lib/enogu) and makes an
/// engine; the library stays open until the process ends. Null when that fails, with one sentence
/// in `whyNot` where it is not null. May take half a second; any thread, but never two at once.
std::unique_ptr<Engine> loadEngine(std::string* whyNot);

/// The same library, opened: for its few entry points beside the engine. Null when it fails.
void* openEngineLibrary(std::string* whyNot);

} // namespace enogu
