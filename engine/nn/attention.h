// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace enogu::core {

/// Causal: no query sees keys behind its own place.
enum class AttentionMask { None, Causal };

/// softmax(q kᵀ / √d) v, a head at a time: q [B, N, heads · d], k and v [B, M, heads · d] →
/// [B, N, heads · d]. Logits and sums are float32 in runs of 16 bits. A k and v of batch 1 serve
/// every row of q.
at::Tensor attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                     std::int64_t heads, AttentionMask mask = AttentionMask::None);

} // namespace enogu::core
