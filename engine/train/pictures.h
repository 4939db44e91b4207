// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/scenes/canvas.h"
#include "engine/train/scenes/random.h"

#include <ATen/core/Tensor.h>

namespace enogu::core {

/// A canvas as a picture [3, H, W] float32 in [−1, 1].
at::Tensor pictureOf(const Canvas& canvas);

/// A drawn scene that no training run sees, [1, 3, side, side].
at::Tensor heldOutPicture(std::uint64_t index, int side);

/// Drawn scenes of training: [count, 3, crop, crop]. Most are crops of pictures of `side` pixels,
/// two of each picture; every fourth picture is drawn whole at the crop's size.
at::Tensor drawnCrops(Random& random, int count, int side, int crop);

} // namespace enogu::core
