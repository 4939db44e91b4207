// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/photo/decoded.h"

namespace enogu {

/// A picture whose profile is a grey one (its three channels are equal) becomes sRGB without a
/// profile: an RGB picture cannot carry it.
void greyToSrgb(Decoded& picture);

} // namespace enogu
