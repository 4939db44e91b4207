// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/autoencoderkl.h"

#include "engine/models/unetblocks.h"
#include "engine/nn/layout.h"

#include <ATen/ATen.h>

#include <optional>
#include <utility>

namespace enogu::core {

namespace {

using Config = AutoencoderKlConfig;

constexpr double kEps = 1e-6; // of every norm of diffusers' AutoencoderKL

BlockPlan blockOf(const Config& config, std::int64_t in, std::int64_t out, std::int64_t layers)
{
    return {.in = in,
            .out = out,
            .layers = layers,
            .resnet = {.groups = config.groups, .eps = kEps, .activation = config.activation},
            .downPad = Conv2d::Pad::RightBottom};
}

BlockPlan midOf(const Config& config)
{
    const std::int64_t channels = config.channels.back();
    BlockPlan block = blockOf(config, channels, channels, 2);
    if (config.midAttends)
        block.attention = {.kind = AttentionPlan::Kind::Self,
                           .self = {.channels = channels,
                                    .headWidth = channels,
                                    .groups = config.groups,
                                    .eps = kEps},
                           .depths = {1}};
    return block;
}

/// Where a 1×1 convolution of latents stands; none where the file has none.
std::optional<Conv2d> quantConv(bool present, const Parameters& at, std::int64_t channels)
{
    if (!present)
        return std::nullopt;
    return Conv2d(at, {.in = channels, .out = channels, .kernel = 1});
}

} // namespace

struct AutoencoderKl::Encoder
{
    Conv2d in;
    std::vector<DownBlock> down;
    MidBlock mid;
    GroupNorm norm;
    Conv2d out;
    std::optional<Conv2d> quant;

    Encoder(const Config& config, const Parameters& at, std::optional<Conv2d> last)
        : in(at / "conv_in", {.in = config.inChannels, .out = config.channels.front()}),
          mid(at / "mid_block", midOf(config)),
          norm(at / "conv_norm_out", config.channels.back(), config.groups, kEps),
          out(at / "conv_out", {.in = config.channels.back(), .out = 2 * config.latentChannels}),
          quant(std::move(last))
    {
        std::int64_t width = config.channels.front();
        for (std::size_t i = 0; i < config.channels.size(); ++i) {
            BlockPlan plan = blockOf(config, width, config.channels[i], config.layers);
            if (i + 1 < config.channels.size())
                plan.resampling = BlockPlan::Resampling::Conv;
            down.emplace_back(at / "down_blocks" / std::int64_t(i), plan);
            width = config.channels[i];
        }
    }

    at::Tensor operator()(const at::Tensor& picture, Pass& pass) const
    {
        at::Tensor x = in(picture);
        for (const DownBlock& block : down)
            x = block(x, pass, nullptr);
        x = out(norm(mid(x, pass), Activation::Silu));
        return quant ? (*quant)(x) : x;
    }
};

struct AutoencoderKl::Decoder
{
    std::optional<Conv2d> quant;
    Conv2d in;
    MidBlock mid;
    std::vector<UpBlock> up;
    GroupNorm norm;
    Conv2d out;

    Decoder(const Config& config, const Parameters& at, std::optional<Conv2d> first)
        : quant(std::move(first)),
          in(at / "conv_in", {.in = config.latentChannels, .out = config.channels.back()}),
          mid(at / "mid_block", midOf(config)),
          norm(at / "conv_norm_out", config.channels.front(), config.groups, kEps),
          out(at / "conv_out", {.in = config.channels.front(), .out = config.outChannels})
    {
        std::int64_t width = config.channels.back();
        const std::size_t count = config.channels.size();
        for (std::size_t i = 0; i < count; ++i) {
            const std::int64_t channels = config.channels[count - 1 - i];
            BlockPlan plan = blockOf(config, width, channels, config.layers + 1);
            if (i + 1 < count)
                plan.resampling = BlockPlan::Resampling::Conv;
            up.emplace_back(at / "up_blocks" / std::int64_t(i), plan);
            width = channels;
        }
    }

    at::Tensor operator()(const at::Tensor& latents, Pass& pass) const
    {
        at::Tensor x = mid(in(quant ? (*quant)(latents) : latents), pass);
        for (const UpBlock& block : up)
            x = block(x, pass, nullptr);
        return out(norm(x, Activation::Silu));
    }
};

AutoencoderKl::AutoencoderKl(const AutoencoderKlConfig& config, const Parameters& parameters)
    : m_config(config),
      m_dtype(parameters.dtype()),
      m_device(parameters.device()),
      m_encoder(std::make_shared<Encoder>(
          config, parameters / "encoder",
          quantConv(config.quantConv, parameters / "quant_conv", 2 * config.latentChannels))),
      m_decoder(std::make_shared<Decoder>(
          config, parameters / "decoder",
          quantConv(config.postQuantConv, parameters / "post_quant_conv", config.latentChannels)))
{
}

AutoencoderKl::Posterior AutoencoderKl::encode(const at::Tensor& picture,
                                               const Checkpoint& checkpoint) const
{
    Pass pass{{}, {}, checkpoint};
    const at::Tensor moments =
        (*m_encoder)(inLayout(picture.to(m_device, m_dtype)), pass).to(at::kFloat).contiguous();
    const auto parts = moments.chunk(2, 1);
    return {parts[0].contiguous(), at::exp(0.5 * parts[1].clamp(-30, 20))};
}

at::Tensor AutoencoderKl::decode(const at::Tensor& latents, const Checkpoint& checkpoint) const
{
    Pass pass{{}, {}, checkpoint};
    const at::Tensor picture = (*m_decoder)(inLayout(latents.to(m_device, m_dtype)), pass);
    return picture.to(at::kFloat).contiguous();
}

} // namespace enogu::core
