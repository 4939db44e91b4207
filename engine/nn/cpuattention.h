// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/nn/parameters.h"

namespace enogu::core {

/// Whether cpuAttention takes these: bfloat16 on a CPU with AVX512_BF16, q [B, H, L, d] and
/// k, v [B, H, K, d] of any strides but the last, which is 1, K · d at most 2²³, scale above 0, no
/// gradient wanted.
bool suitsCpuAttention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, double scale);

/// softmax(scale · q kᵀ) v [B, H, L, d], each [B, L, H, d] row next to the other in memory, with an
/// error below that of at::scaled_dot_product_attention in bfloat16; 2 to 3 times as fast (Zen 4).
/// `checkpoint` is called every tenth of a second or so.
at::Tensor cpuAttention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, double scale,
                        const Checkpoint& checkpoint = {});

} // namespace enogu::core
