// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.h"

namespace enogu {

/// photo + strength · (result − photo) in encoded sRGB, rounded once; strength 0 … 1. Strength 0
/// returns the photo itself, strength 1 the result. Both pictures have one extent, and the answer
/// has the photo's channels, depth and alpha. Throws Error(BadArgument) where the extents differ.
Image blendStrength(const Image& photo, const Image& result, double strength);

/// Moves the result's mean and deviation of L*, a*, b* (D65) towards the photo's by `amount`,
/// 0 … 1 (Reinhard et al. 2001, per image, in Lab). Amount 0 returns the result itself.
Image keepColour(const Image& photo, const Image& result, double amount);

} // namespace enogu
