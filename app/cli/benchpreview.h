// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "app/words/arguments.h"

namespace enogu {

/// `enogu bench preview`: the exit status. Throws UsageError.
int runBenchPreview(Console& console, const WordList& words);

} // namespace enogu
