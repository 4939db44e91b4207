// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace enogu {

/// An entry point of one of the product's own shared libraries, which is opened by its file name:
/// beside the executable, in ../lib, ../../lib or ../lib/enogu. It stays open until the process
/// ends. Null when that fails, with one sentence in `whyNot` where it is not null. The first call
/// may take half a second; any thread.
void* openEntryPoint(const std::string& library, const char* entry, std::string* whyNot);

/// LibTorch's threads soon sleep when they have to wait, instead of taking the cores from other
/// programs, and so from each other: on a busy computer an edit takes a quarter of the time.
/// OpenMP's library reads its variables when it is loaded, so this starts the program anew unless
/// they are set. Call it first in main().
void letWaitingThreadsSleep(char** argv);

} // namespace enogu
