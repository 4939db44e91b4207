// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/photo/decoded.h"

namespace enogu {

/// Bytes that a BMP file's header promises; 0 when the header is too short to say.
std::uint64_t promisedBmpSize(Bytes file);

/// True when the blocks of a GIF file lead to its trailer.
bool gifIsWhole(Bytes file);

} // namespace enogu
