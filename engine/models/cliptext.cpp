// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/cliptext.h"

#include "engine/models/cliplayer.h"
#include "engine/nn/attention.h"

#include <ATen/ATen.h>

#include <vector>

namespace enogu::core {

ClipLayer::ClipLayer(const ClipTextConfig& config, const Parameters& at)
    : m_heads(config.heads),
      m_activation(config.activation),
      m_norm1(at / "layer_norm1", config.width, config.eps),
      m_query(at / "self_attn" / "q_proj", config.width, config.width),
      m_key(at / "self_attn" / "k_proj", config.width, config.width),
      m_value(at / "self_attn" / "v_proj", config.width, config.width),
      m_out(at / "self_attn" / "out_proj", config.width, config.width),
      m_norm2(at / "layer_norm2", config.width, config.eps),
      m_widen(at / "mlp" / "fc1", config.width, config.innerWidth),
      m_shrink(at / "mlp" / "fc2", config.innerWidth, config.width)
{
}

at::Tensor ClipLayer::operator()(const at::Tensor& x) const
{
    const at::Tensor normed = m_norm1(x);
    const at::Tensor mixed =
        attention(m_query(normed), m_key(normed), m_value(normed), m_heads, AttentionMask::Causal);
    const at::Tensor y = m_out.plus(mixed, x);
    return m_shrink.plus(activated(m_widen(m_norm2(y)), m_activation), y);
}

struct ClipText::Network
{
    at::Tensor tokens, positions;
    std::vector<ClipLayer> layers;
    LayerNorm norm;

    Network(const ClipTextConfig& config, const Parameters& at)
        : tokens(
              (at / "embeddings" / "token_embedding")("weight", {config.vocabulary, config.width})),
          positions((at / "embeddings" / "position_embedding")("weight",
                                                               {config.positions, config.width})),
          norm(at / "final_layer_norm", config.width, config.eps)
    {
        for (std::int64_t i = 0; i < config.layers; ++i)
            layers.emplace_back(config, at / "encoder" / "layers" / i);
    }
};

ClipText::ClipText(const ClipTextConfig& config, const Parameters& parameters)
    : m_config(config), m_network(std::make_shared<Network>(config, parameters))
{
}

at::Tensor ClipText::forward(const at::Tensor& ids, const Checkpoint& checkpoint) const
{
    const Network& network = *m_network;
    const at::Tensor words = at::embedding(network.tokens, ids.to(network.tokens.device()));
    at::Tensor x = words + network.positions.narrow(0, 0, ids.size(1));
    for (const ClipLayer& layer : network.layers) {
        if (checkpoint)
            checkpoint();
        x = layer(x);
    }
    return network.norm(x).to(at::kFloat);
}

} // namespace enogu::core
