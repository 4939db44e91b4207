// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/scenes/canvas.h"

#include <cstdint>

namespace enogu {

/// A drawn view: sky with soft clouds, hills, houses with windows, trees, ground. The same seed and
/// sides give the same picture; samples in [0, 1].
Canvas drawLandscape(std::uint64_t seed, int width, int height);

} // namespace enogu
