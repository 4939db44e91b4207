// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/scenes/family.h"
#include "engine/train/scenes/random.h"

#include <ATen/core/Tensor.h>

#include <functional>

namespace enogu::core {

/// A canvas as a picture [3, H, W] float32 in [−1, 1].
at::Tensor pictureOf(const Canvas& canvas);

/// Gives the picture of a number, [3, side, side] float32 in [−1, 1]; any thread.
using DrawPicture = std::function<at::Tensor(std::uint64_t number, Split split, int side)>;
/// A drawn scene.
at::Tensor drawnPicture(std::uint64_t number, Split split, int side);

/// Which crops of pictures make a batch.
struct CropPlan
{
    int count = 4;
    int crop = 128;   ///< side of the crops
    int side = 256;   ///< of three pictures of four; the others are half as large
    int pictures = 0; ///< different ones that there are; 0: no end
};
/// [count, 3, crop, crop] float32 in [−1, 1], two of each picture.
at::Tensor cropsOf(Random& random, const CropPlan& plan, const DrawPicture& draw = drawnPicture);

} // namespace enogu::core
