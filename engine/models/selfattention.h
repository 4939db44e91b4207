// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/nn/linear.h"
#include "engine/nn/normalisation.h"

#include <optional>

namespace enogu::core {

struct SelfAttentionShape
{
    std::int64_t channels = 0;
    std::int64_t heads = 1, headWidth = 0;
    std::int64_t groups = 32; ///< of the norm before it; 0: no norm
    double eps = 1e-6;
    double scale = 1; ///< the result is divided by it
};

/// Attention of a picture's pixels to each other, its identity added.
class SelfAttention
{
public:
    SelfAttention(const Parameters& at, const SelfAttentionShape& shape);

    at::Tensor operator()(const at::Tensor& x) const;

private:
    SelfAttentionShape m_shape;
    std::optional<GroupNorm> m_norm;
    Linear m_query, m_key, m_value, m_out;
};

/// [B, C, h, w] → [B, h · w, C], and back.
at::Tensor tokensOf(const at::Tensor& picture);
at::Tensor pictureOf(const at::Tensor& tokens, std::int64_t height, std::int64_t width);

} // namespace enogu::core
