// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/unet2d.h"

#include "engine/models/unet.h"

#include <ATen/ops/full.h>

namespace enogu::core {

namespace {

using Config = UNet2DConfig;

AttentionPlan attentionOf(const Config& config, std::int64_t channels, std::int64_t layers)
{
    const std::int64_t headWidth = config.headWidth > 0 ? config.headWidth : channels;
    return {.kind = AttentionPlan::Kind::Self,
            .self = {.channels = channels,
                     .heads = channels / headWidth,
                     .headWidth = headWidth,
                     .groups = config.groups,
                     .eps = config.eps},
            .depths = std::vector<std::int64_t>(std::size_t(layers), 1)};
}

LevelPlan::Way wayOf(const UNetPlan& plan, const Config& config, const Config::Level& level,
                     bool up)
{
    LevelPlan::Way way{.resnet = plan.resnet};
    const UNetBlock kind = up ? level.up : level.down;
    const bool attends = kind == UNetBlock::SelfAttention;
    if (attends)
        way.attention = attentionOf(config, level.channels, config.layers + (up ? 1 : 0));
    const bool asked = (up ? config.up : config.down) == Config::Resampling::Resnet;
    if (kind == UNetBlock::ResnetResampling || (attends && asked))
        way.resampling = BlockPlan::Resampling::Resnet;
    return way;
}

BlockPlan midOf(const UNetPlan& plan, const Config& config)
{
    const std::int64_t channels = config.levels.back().channels;
    BlockPlan block{.in = channels, .out = channels, .layers = 2, .resnet = plan.resnet};
    block.resnet.scale = config.midScale;
    if (config.midAttends) {
        block.attention = attentionOf(config, channels, 1);
        block.attention.self.groups = config.midGroups;
        block.attention.self.scale = config.midScale;
    }
    return block;
}

UNetPlan planOf(const Config& config)
{
    UNetPlan plan{.inChannels = config.inChannels, .outChannels = config.outChannels};
    plan.centerInput = config.centerInput;
    plan.time = {.sinusoid = {.width = config.levels.front().channels,
                              .flipSinToCos = config.flipSinToCos,
                              .freqShift = config.freqShift},
                 .width = config.timeWidth};
    plan.resnet = {.timeWidth = config.timeWidth,
                   .groups = config.groups,
                   .eps = config.eps,
                   .activation = config.activation,
                   .timeScaleShift = config.timeScaleShift};
    std::vector<LevelPlan> levels;
    for (const Config::Level& level : config.levels)
        levels.push_back({.channels = level.channels,
                          .layers = config.layers,
                          .down = wayOf(plan, config, level, false),
                          .up = wayOf(plan, config, level, true)});
    planLevels(plan, levels,
               config.downPadding == 0 ? Conv2d::Pad::RightBottom : Conv2d::Pad::Same);
    if (config.mid)
        plan.mid = midOf(plan, config);
    return plan;
}

} // namespace

UNet2D::UNet2D(const UNet2DConfig& config, const Parameters& parameters)
    : m_config(config), m_network(std::make_shared<UNet>(planOf(config), parameters))
{
}

at::Tensor UNet2D::forward(const at::Tensor& x, double t, const Checkpoint& checkpoint) const
{
    Pass pass{m_network->timeEmbedding(at::full({1}, t), {}), {}, checkpoint};
    return m_network->forward(x, pass);
}

} // namespace enogu::core
