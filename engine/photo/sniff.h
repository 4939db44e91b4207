// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/photo/readers.h"

namespace enogu {

struct Format
{
    const char* name;
    Decoded (*read)(Bytes file, const Gate& gate);
};

/// The format that a file's first bytes say; null when none is known.
const Format* sniffFormat(Bytes file);

} // namespace enogu
