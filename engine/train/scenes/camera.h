// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/scenes/canvas.h"
#include "engine/train/scenes/random.h"

namespace enogu {

/// What light does to a drawn picture: broad shading and soft shadows.
void castLight(Canvas& canvas, Random& random);
/// What a camera does to it: slight blur or sharpening, contrast, sensor noise, 8-bit rounding.
/// Samples lie in [0, 1] afterwards.
void photograph(Canvas& canvas, Random& random);

} // namespace enogu
