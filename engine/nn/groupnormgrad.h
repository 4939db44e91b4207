// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/nn/cpugroupnorm.h"

namespace enogu::core {

/// Whether trainedGroupNorm takes these: x float32 or bfloat16 [B, C, H, W] on a CPU with
/// AVX512_BF16, a gradient wanted.
bool suitsTrainedGroupNorm(const at::Tensor& x, const GroupNormShape& shape);

/// What a norm does before and after.
struct NormSurround
{
    at::Tensor addend; ///< [1 or B, C, 1, 1], added to x; or undefined
    bool silu = false;
};

/// The group norm of x, channels-last, with a backward of its own (not a second one): statistics
/// and all sums are float32 or wider, one rounding each way. Never LibTorch 2.11's channels-last
/// backward, which crashes for an x that needs no gradient.
at::Tensor trainedGroupNorm(const at::Tensor& x, const GroupNormShape& shape,
                            const NormSurround& surround = {});

} // namespace enogu::core
