// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.h"
#include "engine/api/recipe.h"

namespace enogu {

// Every function keeps channels, depth and profile, may be called from any thread, and throws
// Error(BadArgument) for values outside the ranges of recipe.h.

Image cropped(const Image& image, const Crop& crop);

/// Cubic, from the whole picture; what changes nothing returns the same pixels.
Image straightened(const Image& image, const Straighten& straighten);

/// Side lengths of the largest upright rectangle inside a picture turned by `degrees`.
Extent straightenedExtent(const Extent& extent, double degrees);

Image turned(const Image& image, const Turn& turn);
Image flipped(const Image& image, const Flip& flip);

/// Area average along a side that shrinks, cubic along one that grows. Colours are weighted by
/// their alpha, so that transparent pixels leave no fringe.
Image resized(const Image& image, const Resize& resize);

/// Shrunk so that the long side has at most `longSide` pixels; never enlarged.
Image reduced(const Image& image, int longSide);

/// The edit of a geometry recipe; throws Error(BadArgument) for the other kinds.
Image applied(const Image& image, const EditRecipe& recipe);

} // namespace enogu
