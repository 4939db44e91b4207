// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/transformer2d.h"

#include "engine/models/selfattention.h"
#include "engine/nn/activation.h"
#include "engine/nn/attention.h"
#include "engine/nn/gatedgelu.h"

#include <ATen/ATen.h>

namespace enogu::core {

namespace {

constexpr double kNormEps = 1e-6; // of diffusers' Transformer2DModel

std::int64_t innerWidth(const TransformerShape& shape)
{
    return shape.heads * shape.headWidth;
}

Linear projection(const Parameters& at, std::int64_t in, std::int64_t out, bool linear)
{
    return linear ? Linear(at, in, out) : Linear::pointwise(at, in, out);
}

/// Rows [first, first + count) of a Linear.
Linear rows(const at::Tensor& weight, const at::Tensor& bias, std::int64_t first,
            std::int64_t count)
{
    return {weight.narrow(0, first, count), bias.narrow(0, first, count)};
}

} // namespace

MixingAttention::MixingAttention(const Parameters& at, const TransformerShape& shape,
                                 std::int64_t source)
    : m_heads(shape.heads),
      m_query(at / "to_q", innerWidth(shape), innerWidth(shape), Linear::Bias::No),
      m_key(at / "to_k", source, innerWidth(shape), Linear::Bias::No),
      m_value(at / "to_v", source, innerWidth(shape), Linear::Bias::No),
      m_out(at / "to_out" / 0, innerWidth(shape), innerWidth(shape))
{
}

at::Tensor MixingAttention::toItself(const at::Tensor& normed, const at::Tensor& x) const
{
    if (!m_query.isTrained())
        return m_out.plus(attention(m_query(normed), m_key(normed), m_value(normed), m_heads), x);
    // one product instead of three, and one instead of six on the way back
    const at::Tensor weight = at::cat({m_query.weight(), m_key.weight(), m_value.weight()});
    const auto parts = at::linear(normed, weight).chunk(3, 2);
    return m_out.plus(attention(parts[0], parts[1], parts[2], m_heads), x);
}

at::Tensor MixingAttention::toText(const at::Tensor& normed, const at::Tensor& x,
                                   const TextContext::Entry& text) const
{
    return m_out.plus(attention(m_query(normed), text.key, text.value, m_heads), x);
}

TextContext::Entry MixingAttention::read(const at::Tensor& text) const
{
    return {m_key(text), m_value(text)};
}

TransformerBlock::TransformerBlock(const Parameters& at, const TransformerShape& shape)
    : m_onlyCrossAttention(shape.onlyCrossAttention),
      m_norm1(at / "norm1", innerWidth(shape)),
      m_norm2(at / "norm2", innerWidth(shape)),
      m_norm3(at / "norm3", innerWidth(shape)),
      m_first(at / "attn1", shape, shape.onlyCrossAttention ? shape.textWidth : innerWidth(shape)),
      m_second(at / "attn2", shape, shape.textWidth),
      m_hidden({}, {}),
      m_gate({}, {}),
      m_shrink(at / "ff" / "net" / 2, 4 * innerWidth(shape), innerWidth(shape))
{
    const std::int64_t wide = 4 * innerWidth(shape);
    const Parameters up = at / "ff" / "net" / 0 / "proj";
    const at::Tensor weight = up("weight", {2 * wide, innerWidth(shape)});
    const at::Tensor bias = up("bias", {2 * wide});
    m_hidden = rows(weight, bias, 0, wide);
    m_gate = rows(weight, bias, wide, wide);
    if (weight.requires_grad())
        m_both.emplace(weight, bias);
}

at::Tensor TransformerBlock::operator()(const at::Tensor& x, TextReader& text) const
{
    at::Tensor y;
    if (m_onlyCrossAttention) {
        y = text.matched(x);
        y = m_first.toText(m_norm1(y), y, text.take());
    } else {
        y = text.matched(m_first.toItself(m_norm1(x), x));
    }
    y = m_second.toText(m_norm2(y), y, text.take());
    return m_shrink.plus(feedForward(m_norm3(y)), y);
}

void TransformerBlock::read(const at::Tensor& text, TextContext& into) const
{
    if (m_onlyCrossAttention)
        into.entries.push_back(m_first.read(text));
    into.entries.push_back(m_second.read(text));
}

at::Tensor TransformerBlock::feedForward(const at::Tensor& x) const
{
    if (m_both)
        return gatedGelu((*m_both)(x));
    return m_hidden(x).mul_(m_gate.gelu(x));
}

Transformer2D::Transformer2D(const Parameters& at, const TransformerShape& shape)
    : m_norm(at / "norm", shape.channels, shape.groups, kNormEps),
      m_in(projection(at / "proj_in", shape.channels, innerWidth(shape), shape.linearProjection)),
      m_out(projection(at / "proj_out", innerWidth(shape), shape.channels, shape.linearProjection))
{
    for (std::int64_t i = 0; i < shape.depth; ++i)
        m_blocks.emplace_back(at / "transformer_blocks" / i, shape);
}

at::Tensor Transformer2D::operator()(const at::Tensor& x, TextReader& text) const
{
    at::Tensor tokens = m_in(tokensOf(m_norm(x)));
    for (const TransformerBlock& block : m_blocks)
        tokens = block(tokens, text);
    return pictureOf(m_out.plus(tokens, text.matched(tokensOf(x))), x.size(2), x.size(3));
}

void Transformer2D::read(const at::Tensor& text, TextContext& into) const
{
    for (const TransformerBlock& block : m_blocks)
        block.read(text, into);
}

} // namespace enogu::core
