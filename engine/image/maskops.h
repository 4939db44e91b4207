// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.h"
#include "engine/api/mask.h"

namespace enogu {

/// Every pixel within `pixels` (≥ 0) of one of coverage ≥ 128 has 255, the others 0.
Mask grown(const Mask& mask, int pixels);

/// `mask` of 0 and 255, with a coverage that falls evenly to 0 over `pixels` (≥ 0) outside of the
/// edited part.
Mask feathered(const Mask& mask, int pixels);

/// True where no pixel has a coverage of 128 or more.
bool keepsEverything(const Mask& mask);

/// `made` where coverage is 255, the photo's very samples where it is 0, a mix of encoded values
/// rounded once between. Both pictures have one extent and depth; the answer has the photo's
/// channels, alpha and profile. Throws Error(BadArgument) where they differ.
Image pasted(const Image& photo, const Image& made, const Mask& coverage);

} // namespace enogu
