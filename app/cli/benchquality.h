// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/words/arguments.h"

namespace enogu {

class Console;

/// `enogu bench quality`: gets the arguments after the name; returns the exit status.
int runBenchQuality(Console& console, const WordList& words);

} // namespace enogu
