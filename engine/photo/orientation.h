// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/photo/decoded.h"

namespace enogu {

/// Turns and mirrors the pixels so that EXIF orientation 1 … 8 becomes 1; other values change
/// nothing.
void makeUpright(Decoded& picture, int orientation);

} // namespace enogu
