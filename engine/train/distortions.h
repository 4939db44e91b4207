// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/scenes/random.h"

#include <ATen/core/Tensor.h>

namespace enogu::core {

/// What can be done to a picture to make it worse.
enum class Distortion { Noise, Tint, Warp, Blur, Coarse, Blocks, Fade };
constexpr int kDistortions = 7;

/// picture [3, side, side] in [−1, 1], side a multiple of 8; the harder (strength in 0 … 1), the
/// less it looks like itself, as long as `random` is in the same state.
at::Tensor distorted(const at::Tensor& picture, Distortion how, double strength, Random random);

} // namespace enogu::core
