// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace enogu::core {

/// A norm of `groups` groups of neighbouring channels over the whole picture, then scale and shift
/// [C] of each channel.
struct GroupNormShape
{
    const at::Tensor &weight, &bias;
    std::int64_t groups;
    double eps;
};

/// Whether cpuGroupNormSilu takes these: x bfloat16 [B, C, H, W] in channels-last on a CPU with
/// AVX512_BF16, no gradient wanted.
bool suitsCpuGroupNormSilu(const at::Tensor& x, const GroupNormShape& shape);

/// silu of the group norm of x, channels-last: one pass of reading, one of writing, one rounding.
at::Tensor cpuGroupNormSilu(const at::Tensor& x, const GroupNormShape& shape);

} // namespace enogu::core
