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

/// Which crops of drawn scenes make a batch.
struct CropPlan
{
    int count = 4;
    int crop = 128;   ///< side of the crops
    int side = 256;   ///< of three pictures of four; the others are half as large
    int pictures = 0; ///< different ones that there are; 0: no end
};
/// [count, 3, crop, crop] float32 in [−1, 1], two of each picture.
at::Tensor drawnCrops(Random& random, const CropPlan& plan);

} // namespace enogu::core
