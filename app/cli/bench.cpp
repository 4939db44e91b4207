// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include <cstdio>

namespace enogu {

int runBench(const QStringList&)
{
    std::fputs("enogu bench is not in this version yet.\n", stderr);
    return 1;
}

} // namespace enogu
