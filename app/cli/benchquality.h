// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace enogu {

class Console;

/// `enogu bench quality`: gets the arguments after the name; returns the exit status.
int runBenchQuality(Console& console, const QStringList& arguments);

} // namespace enogu
