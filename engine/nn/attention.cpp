// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nn/attention.h"

#include "engine/nn/attentiongrad.h"
#include "engine/nn/cpuattention.h"
#include "engine/nn/cpufeatures.h"

#include <ATen/ATen.h>

#include <cmath>

namespace enogu::core {

namespace {

constexpr std::int64_t kFewKeys = 128;

/// Where the CPU has AMX the library makes more of it, unless keys are few.
bool isOursFaster(const at::Tensor& keys)
{
    static const bool libraryHasTiles = hasAmx();
    return !libraryHasTiles || keys.size(2) <= kFewKeys;
}

/// [B, N, heads · d] → [batch, heads, N, d], without a copy.
at::Tensor splitHeads(const at::Tensor& x, std::int64_t heads, std::int64_t batch)
{
    const std::int64_t width = x.size(2) / heads;
    return x.view({x.size(0), x.size(1), heads, width})
        .transpose(1, 2)
        .expand({batch, heads, x.size(1), width});
}

} // namespace

at::Tensor attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                     std::int64_t heads, AttentionMask mask)
{
    if (suitsTrainedAttention(q, k, v, heads))
        return trainedAttention(q, k, v, heads, mask);
    const std::int64_t batch = q.size(0);
    const at::Tensor queries = splitHeads(q, heads, batch), keys = splitHeads(k, heads, batch),
                     values = splitHeads(v, heads, batch);
    const double scale = 1 / std::sqrt(double(queries.size(3)));
    const at::Tensor result = mask == AttentionMask::None && isOursFaster(keys) &&
                                      suitsCpuAttention(queries, keys, values, scale)
                                  ? cpuAttention(queries, keys, values, scale)
                                  : at::scaled_dot_product_attention(queries, keys, values, {}, 0,
                                                                     mask == AttentionMask::Causal);
    return result.transpose(1, 2).reshape({batch, q.size(1), q.size(2)});
}

} // namespace enogu::core
