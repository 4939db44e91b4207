// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/words/arguments.h"

namespace enogu {

class Console;

/// `enogu bench unet`, with the arguments after it; throws UsageError.
int runBenchUnet(Console& console, const WordList& words);

} // namespace enogu
