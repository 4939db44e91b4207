// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

namespace enogu {

int runAnimeify(const QStringList&)
{
    return 2;
}

} // namespace enogu
