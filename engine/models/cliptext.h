// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/nn/activation.h"
#include "engine/nn/parameters.h"

#include <memory>

namespace enogu::core {

/// The text encoder of CLIP (transformers' CLIPTextModel). The defaults are CLIP-L's.
struct ClipTextConfig
{
    std::int64_t vocabulary = 49408;
    std::int64_t positions = 77;
    std::int64_t width = 768;
    std::int64_t innerWidth = 3072;
    std::int64_t layers = 12;
    std::int64_t heads = 12;
    Activation activation = Activation::QuickGelu;
    double eps = 1e-5;
};

class ClipText
{
public:
    /// Asks for transformers' keys, each once, as its version 5 writes them:
    /// "embeddings.token_embedding.weight" …, without the older "text_model.".
    ClipText(const ClipTextConfig& config, const Parameters& parameters);

    /// ids [B, L] int64 below `vocabulary`, L ≤ positions → the last hidden states behind the
    /// final norm, [B, L, width] float32. The mask is causal; padding is attended like any word.
    at::Tensor forward(const at::Tensor& ids, const Checkpoint& checkpoint = {}) const;

    const ClipTextConfig& config() const { return m_config; }

private:
    struct Network;

    ClipTextConfig m_config;
    std::shared_ptr<const Network> m_network;
};

} // namespace enogu::core
