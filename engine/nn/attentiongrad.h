// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/nn/attention.h"

namespace enogu::core {

/// Whether trainedAttention takes these: q [B, N, C], k and v [B, M, C] in float32 or bfloat16 on a
/// CPU with AVX512_BF16, a gradient wanted, B · heads · N · M at most 2²⁸.
bool suitsTrainedAttention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                           std::int64_t heads);

/// attention() with a backward of its own (not a second one), made for training on few tokens:
/// plain products of matrices, the weights kept, several times as fast there as LibTorch's flash
/// backward. The logits are rounded to the dtype.
at::Tensor trainedAttention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                            std::int64_t heads, AttentionMask mask);

} // namespace enogu::core
