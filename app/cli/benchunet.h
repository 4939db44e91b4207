// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace enogu {

class Console;

/// `enogu bench unet`, with the arguments after it; throws UsageError.
int runBenchUnet(Console& console, const QStringList& arguments);

} // namespace enogu
