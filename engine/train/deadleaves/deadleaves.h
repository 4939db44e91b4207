// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/scenes/canvas.h"

#include <cstdint>

namespace enogu {

/// Shapes that hide one another like leaves on the ground, with sizes after a power law and a
/// surface each: edges, corners, thin lines and textures in the mixture that photographs have. The
/// same seed and sides give the same picture; samples in [0, 1].
Canvas drawDeadLeaves(std::uint64_t seed, int width, int height);

} // namespace enogu
