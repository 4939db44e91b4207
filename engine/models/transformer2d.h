// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/models/textcontext.h"
#include "engine/nn/linear.h"
#include "engine/nn/normalisation.h"

#include <optional>
#include <vector>

namespace enogu::core {

/// Where a pass over a UNet stands in its text.
struct TextReader
{
    const TextContext* context = nullptr;
    std::size_t next = 0;

    const TextContext::Entry& take() { return context->entries.at(next++); }
    /// Rows of pictures as rows of texts; they may be that already.
    at::Tensor matched(const at::Tensor& rows) const
    {
        const bool isByPicture =
            context && context->pictures.defined() && rows.size(0) < context->pictures.size(0);
        return isByPicture ? rows.index_select(0, context->pictures) : rows;
    }
};

struct TransformerShape
{
    std::int64_t channels = 0;
    std::int64_t heads = 1, headWidth = 0;
    std::int64_t textWidth = 0;
    std::int64_t depth = 1; ///< blocks
    std::int64_t groups = 32;
    bool linearProjection = false;   ///< how the projections' weights are kept
    bool onlyCrossAttention = false; ///< the first attention of a block looks at the text, too
};

/// Attention of tokens to each other or to a text, without the identity.
class MixingAttention
{
public:
    /// source: width of what is attended to.
    MixingAttention(const Parameters& at, const TransformerShape& shape, std::int64_t source);

    /// x plus the attention of `normed` to itself, or to keys and values made by `read`.
    at::Tensor toItself(const at::Tensor& normed, const at::Tensor& x) const;
    at::Tensor toText(const at::Tensor& normed, const at::Tensor& x,
                      const TextContext::Entry& text) const;
    TextContext::Entry read(const at::Tensor& text) const;

private:
    std::int64_t m_heads;
    Linear m_query, m_key, m_value, m_out;
};

/// Self-attention, attention to the text and a gated feed-forward (GEGLU), each behind a norm and
/// with its identity.
class TransformerBlock
{
public:
    TransformerBlock(const Parameters& at, const TransformerShape& shape);

    at::Tensor operator()(const at::Tensor& x, TextReader& text) const;
    void read(const at::Tensor& text, TextContext& into) const;

private:
    at::Tensor feedForward(const at::Tensor& x) const;

    bool m_onlyCrossAttention;
    LayerNorm m_norm1, m_norm2, m_norm3;
    MixingAttention m_first, m_second;
    Linear m_hidden, m_gate, m_shrink;
    std::optional<Linear> m_both; ///< hidden and gate, where they are trained
};

/// Transformer blocks over the pixels of a picture, with the identity round the whole.
class Transformer2D
{
public:
    Transformer2D(const Parameters& at, const TransformerShape& shape);

    at::Tensor operator()(const at::Tensor& x, TextReader& text) const;
    /// Appends its keys and values for text [B, L, textWidth].
    void read(const at::Tensor& text, TextContext& into) const;

private:
    GroupNorm m_norm;
    Linear m_in;
    std::vector<TransformerBlock> m_blocks;
    Linear m_out;
};

} // namespace enogu::core
