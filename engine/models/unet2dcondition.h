// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/models/textcontext.h"
#include "engine/models/unetblock.h"
#include "engine/nn/activation.h"
#include "engine/nn/parameters.h"

#include <memory>
#include <optional>
#include <vector>

namespace enogu::core {

/// A UNet of latent diffusion that is guided by text (Rombach et al. 2022; diffusers'
/// UNet2DConditionModel). The defaults are Stable Diffusion 1's.
struct UNet2DConditionConfig
{
    /// One resolution, the finest first; its block on the way up has one layer more.
    struct Level
    {
        std::int64_t channels = 320;
        std::int64_t layers = 2;
        UNetBlock down = UNetBlock::CrossAttention, up = UNetBlock::CrossAttention;
        std::int64_t heads = 8; ///< "attention_head_dim", a misnomer
        std::int64_t textWidth = 768;
        std::int64_t downHeadWidth = 8, upHeadWidth = 8; ///< of self-attention blocks
        /// Transformer blocks behind each layer.
        std::vector<std::int64_t> downDepths{1, 1}, upDepths{1, 1, 1};
        bool onlyCrossAttention = false;
    };
    enum class Mid { None, Plain, CrossAttention };

    std::int64_t inChannels = 4, outChannels = 4;
    std::int64_t inKernel = 3, outKernel = 3; ///< odd
    std::vector<Level> levels{
        Level{}, Level{.channels = 640}, Level{.channels = 1280},
        Level{.channels = 1280, .down = UNetBlock::Plain, .up = UNetBlock::Plain}};
    Mid mid = Mid::CrossAttention;
    std::int64_t midDepth = 1;
    double midScale = 1;
    double resnetScale = 1; ///< divides the results of residual layers that resample
    bool linearProjection = false;

    std::int64_t groups = 32;
    double eps = 1e-5;
    Activation activation = Activation::Silu;
    bool timeScaleShift = false;  ///< resnet_time_scale_shift "scale_shift"
    std::int64_t downPadding = 1; ///< 1, or 0: one pixel right and bottom

    bool centerInput = false;
    bool flipSinToCos = true;
    double freqShift = 0;
    std::int64_t timeWidth = 1280;
    std::int64_t guidanceWidth = 0; ///< time_cond_proj_dim; 0: none
    std::optional<Activation> timeLast, timeForBlocks;
};

class UNet;

class UNet2DCondition
{
public:
    /// Asks for diffusers' keys, each once. A network that recomputes keeps of its blocks what goes
    /// in alone: its backward takes less memory and a third more time.
    UNet2DCondition(const UNet2DConditionConfig& config, const Parameters& parameters,
                    bool recomputes = false);

    /// Keys and values of every cross-attention for text [B, L, D] or [1, L, D]: made once for a
    /// run.
    TextContext context(const at::Tensor& text) const;
    /// x [B, inChannels, h, w] float32, any h, w ≥ 1; t may be fractional; guidance embedding
    /// [B, guidanceWidth] or undefined → [B, outChannels, h, w] float32. Where text.pictures is
    /// there, x has as many rows as that tells apart and the embedding one. The checkpoint is
    /// called between blocks.
    at::Tensor forward(const at::Tensor& x, double t, const TextContext& text,
                       const at::Tensor& guidance = {}, const Checkpoint& checkpoint = {}) const;
    /// The same with a time of each row's own, t [B].
    at::Tensor forward(const at::Tensor& x, const at::Tensor& t, const TextContext& text,
                       const at::Tensor& guidance = {}, const Checkpoint& checkpoint = {}) const;

    const UNet2DConditionConfig& config() const { return m_config; }

private:
    UNet2DConditionConfig m_config;
    std::shared_ptr<const UNet> m_network;
};

} // namespace enogu::core
