// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/unet2dcondition.h"

#include "engine/models/unet.h"

#include <ATen/ATen.h>

namespace enogu::core {

namespace {

using Config = UNet2DConditionConfig;

AttentionPlan textAttention(const Config& config, const Config::Level& level,
                            const std::vector<std::int64_t>& depths)
{
    return {.kind = AttentionPlan::Kind::Text,
            .text = {.channels = level.channels,
                     .heads = level.heads,
                     .headWidth = level.channels / level.heads,
                     .textWidth = level.textWidth,
                     .groups = config.groups,
                     .linearProjection = config.linearProjection,
                     .onlyCrossAttention = level.onlyCrossAttention},
            .depths = depths};
}

AttentionPlan selfAttention(const Config& config, const Config::Level& level,
                            std::int64_t headWidth, std::size_t layers)
{
    return {.kind = AttentionPlan::Kind::Self,
            .self = {.channels = level.channels,
                     .heads = level.channels / headWidth,
                     .headWidth = headWidth,
                     .groups = config.groups,
                     .eps = config.eps},
            .depths = std::vector<std::int64_t>(layers, 1)};
}

ResnetSettings resnetOf(const Config& config)
{
    return {.timeWidth = config.timeWidth,
            .groups = config.groups,
            .eps = config.eps,
            .activation = config.activation,
            .timeScaleShift = config.timeScaleShift};
}

LevelPlan::Way wayOf(const Config& config, const Config::Level& level, bool up)
{
    LevelPlan::Way way{.resnet = resnetOf(config)};
    switch (up ? level.up : level.down) {
    case UNetBlock::Plain:
        break;
    case UNetBlock::CrossAttention:
        way.attention = textAttention(config, level, up ? level.upDepths : level.downDepths);
        break;
    case UNetBlock::SelfAttention:
        way.attention = selfAttention(config, level, up ? level.upHeadWidth : level.downHeadWidth,
                                      std::size_t(level.layers + (up ? 1 : 0)));
        break;
    case UNetBlock::ResnetResampling:
        way.resampling = BlockPlan::Resampling::Resnet;
        way.resnet.scale = config.resnetScale;
        break;
    }
    return way;
}

void planMid(UNetPlan& plan, const Config& config)
{
    Config::Level level = config.levels.back();
    level.onlyCrossAttention = false;
    BlockPlan block{
        .in = level.channels, .out = level.channels, .layers = 1, .resnet = plan.resnet};
    block.resnet.scale = config.midScale;
    if (config.mid == Config::Mid::CrossAttention) {
        block.layers = 2;
        block.attention = textAttention(config, level, {config.midDepth});
    }
    if (config.mid != Config::Mid::None)
        plan.mid = block;
}

UNetPlan planOf(const Config& config, bool recomputes)
{
    UNetPlan plan{.inChannels = config.inChannels, .outChannels = config.outChannels};
    plan.inKernel = config.inKernel;
    plan.outKernel = config.outKernel;
    plan.centerInput = config.centerInput;
    plan.time = {.sinusoid = {.width = config.levels.front().channels,
                              .flipSinToCos = config.flipSinToCos,
                              .freqShift = config.freqShift},
                 .width = config.timeWidth,
                 .guidanceWidth = config.guidanceWidth,
                 .activation = config.activation,
                 .last = config.timeLast};
    plan.timeForBlocks = config.timeForBlocks;
    plan.resnet = resnetOf(config);
    plan.last = config.activation;
    std::vector<LevelPlan> levels;
    for (const Config::Level& level : config.levels)
        levels.push_back({.channels = level.channels,
                          .layers = level.layers,
                          .down = wayOf(config, level, false),
                          .up = wayOf(config, level, true)});
    planLevels(plan, levels,
               config.downPadding == 0 ? Conv2d::Pad::RightBottom : Conv2d::Pad::Same);
    planMid(plan, config);
    plan.recomputes = recomputes;
    return plan;
}

} // namespace

UNet2DCondition::UNet2DCondition(const UNet2DConditionConfig& config, const Parameters& parameters,
                                 bool recomputes)
    : m_config(config), m_network(std::make_shared<UNet>(planOf(config, recomputes), parameters))
{
}

TextContext UNet2DCondition::context(const at::Tensor& text) const
{
    return m_network->context(text);
}

at::Tensor UNet2DCondition::forward(const at::Tensor& x, double t, const TextContext& text,
                                    const at::Tensor& guidance, const Checkpoint& checkpoint) const
{
    return forward(x, at::full({1}, t), text, guidance, checkpoint);
}

at::Tensor UNet2DCondition::forward(const at::Tensor& x, const at::Tensor& t,
                                    const TextContext& text, const at::Tensor& guidance,
                                    const Checkpoint& checkpoint) const
{
    Pass pass{m_network->timeEmbedding(t, guidance), {&text}, checkpoint};
    return m_network->forward(x, pass);
}

} // namespace enogu::core
