// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/words/arguments.h"

namespace enogu {

class Console;

/// `enogu bench attention`; gives the exit status. Throws UsageError.
int runBenchAttention(Console& console, const WordList& words);

} // namespace enogu
