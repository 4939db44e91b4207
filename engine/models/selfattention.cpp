// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/selfattention.h"

#include "engine/nn/attention.h"

#include <ATen/ATen.h>

namespace enogu::core {

SelfAttention::SelfAttention(const Parameters& at, const SelfAttentionShape& shape)
    : m_shape(shape),
      m_query(at / "to_q", shape.channels, shape.heads * shape.headWidth),
      m_key(at / "to_k", shape.channels, shape.heads * shape.headWidth),
      m_value(at / "to_v", shape.channels, shape.heads * shape.headWidth),
      m_out(at / "to_out" / 0, shape.heads * shape.headWidth, shape.channels)
{
    if (shape.groups > 0)
        m_norm.emplace(at / "group_norm", shape.channels, shape.groups, shape.eps);
}

at::Tensor SelfAttention::operator()(const at::Tensor& x) const
{
    const at::Tensor tokens = tokensOf(m_norm ? (*m_norm)(x) : x);
    const at::Tensor mixed =
        attention(m_query(tokens), m_key(tokens), m_value(tokens), m_shape.heads);
    const at::Tensor sum = pictureOf(m_out.plus(mixed, tokensOf(x)), x.size(2), x.size(3));
    return m_shape.scale == 1 ? sum : sum / m_shape.scale;
}

at::Tensor tokensOf(const at::Tensor& picture)
{
    return picture.permute({0, 2, 3, 1}).reshape({picture.size(0), -1, picture.size(1)});
}

at::Tensor pictureOf(const at::Tensor& tokens, std::int64_t height, std::int64_t width)
{
    return tokens.view({tokens.size(0), height, width, tokens.size(2)}).permute({0, 3, 1, 2});
}

} // namespace enogu::core
