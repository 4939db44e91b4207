// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/unet.h"

#include "engine/nn/layout.h"

#include <ATen/ATen.h>

#include <utility>

namespace enogu::core {

namespace {

Conv2dShape firstShape(const UNetPlan& plan)
{
    return {.in = plan.inChannels, .out = plan.down.front().in, .kernel = plan.inKernel};
}

Conv2dShape lastShape(const UNetPlan& plan)
{
    return {.in = plan.up.back().out, .out = plan.outChannels, .kernel = plan.outKernel};
}

} // namespace

UNet::UNet(const UNetPlan& plan, const Parameters& at)
    : m_centerInput(plan.centerInput),
      m_dtype(at.dtype()),
      m_device(at.device()),
      m_activation(plan.resnet.activation),
      m_lastActivation(plan.last),
      m_timeForBlocks(plan.timeForBlocks),
      m_in(at / "conv_in", firstShape(plan)),
      m_time(at / "time_embedding", plan.time),
      m_norm(at / "conv_norm_out", plan.up.back().out, plan.resnet.groups, plan.resnet.eps),
      m_out(at / "conv_out", lastShape(plan))
{
    for (std::size_t i = 0; i < plan.down.size(); ++i)
        m_down.emplace_back(at / "down_blocks" / std::int64_t(i), plan.down[i]);
    if (plan.mid)
        m_mid.emplace(at / "mid_block", *plan.mid);
    for (std::size_t i = 0; i < plan.up.size(); ++i)
        m_up.emplace_back(at / "up_blocks" / std::int64_t(i), plan.up[i]);
}

TextContext UNet::context(const at::Tensor& text) const
{
    const at::Tensor words = text.to(m_device, m_dtype);
    TextContext context;
    for (const DownBlock& block : m_down)
        block.read(words, context);
    if (m_mid)
        m_mid->read(words, context);
    for (const UpBlock& block : m_up)
        block.read(words, context);
    return context;
}

at::Tensor UNet::timeEmbedding(const at::Tensor& t, const at::Tensor& guidance) const
{
    const at::Tensor embedding = m_time(t, guidance);
    return activated(m_timeForBlocks ? activated(embedding, *m_timeForBlocks) : embedding,
                     m_activation);
}

at::Tensor UNet::prepared(const at::Tensor& x) const
{
    const at::Tensor centred = m_centerInput ? 2 * x - 1 : x;
    return inLayout(centred.to(m_device, m_dtype));
}

at::Tensor UNet::forward(const at::Tensor& x, Pass& pass) const
{
    at::Tensor y = m_in(prepared(x));
    std::vector<at::Tensor> skips{y};
    for (const DownBlock& block : m_down)
        y = block(y, pass, &skips);
    if (m_mid)
        y = (*m_mid)(y, pass);
    for (const UpBlock& block : m_up)
        y = block(y, pass, &skips);
    pass.check();
    y = m_out(m_norm(y, m_lastActivation));
    return y.to(at::kFloat).contiguous();
}

void planLevels(UNetPlan& plan, const std::vector<LevelPlan>& levels, Conv2d::Pad downPad)
{
    std::int64_t width = levels.front().channels;
    std::vector<std::int64_t> skips{width};
    const auto blockOf = [&](const LevelPlan& level, const LevelPlan::Way& way, bool resamples) {
        return BlockPlan{.in = std::exchange(width, level.channels),
                         .out = level.channels,
                         .layers = level.layers,
                         .resnet = way.resnet,
                         .attention = way.attention,
                         .resampling = resamples ? way.resampling : BlockPlan::Resampling::None,
                         .downPad = downPad};
    };
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const bool last = i + 1 == levels.size();
        plan.down.push_back(blockOf(levels[i], levels[i].down, !last));
        skips.insert(skips.end(), std::size_t(levels[i].layers + (last ? 0 : 1)), width);
    }
    for (std::size_t i = levels.size(); i-- > 0;) {
        BlockPlan block = blockOf(levels[i], levels[i].up, i > 0);
        for (block.layers = 0; block.layers <= levels[i].layers; ++block.layers) {
            block.skips.push_back(skips.back());
            skips.pop_back();
        }
        plan.up.push_back(block);
    }
}

} // namespace enogu::core
