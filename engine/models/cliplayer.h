// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/models/cliptext.h"
#include "engine/nn/linear.h"
#include "engine/nn/normalisation.h"

namespace enogu::core {

/// Causal attention and a feed-forward, each behind a norm and with its identity.
class ClipLayer
{
public:
    ClipLayer(const ClipTextConfig& config, const Parameters& at);

    /// x [B, L, width].
    at::Tensor operator()(const at::Tensor& x) const;

private:
    std::int64_t m_heads;
    Activation m_activation;
    LayerNorm m_norm1;
    Linear m_query, m_key, m_value, m_out;
    LayerNorm m_norm2;
    Linear m_widen, m_shrink;
};

} // namespace enogu::core
