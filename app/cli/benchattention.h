// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace enogu {

class Console;

/// `enogu bench attention`; gives the exit status. Throws UsageError.
int runBenchAttention(Console& console, const QStringList& arguments);

} // namespace enogu
