// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/unet.h"

#include "engine/nn/layout.h"
#include "engine/nn/recompute.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
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
      m_out(at / "conv_out", lastShape(plan)),
      m_recomputes(plan.recomputes)
{
    for (std::size_t i = 0; i < plan.down.size(); ++i)
        m_down.emplace_back(noted(at / "down_blocks" / std::int64_t(i)), plan.down[i]);
    if (plan.mid)
        m_mid.emplace(noted(at / "mid_block"), *plan.mid);
    for (std::size_t i = 0; i < plan.up.size(); ++i)
        m_up.emplace_back(noted(at / "up_blocks" / std::int64_t(i)), plan.up[i]);
}

/// The same, keeping what the next block asks for where it is computed again.
Parameters UNet::noted(const Parameters& at)
{
    if (!m_recomputes)
        return at;
    return Parameters(
        [at, weights = &m_weights.emplace_back()](const std::string& key,
                                                  const std::vector<std::int64_t>& shape) {
            return weights->emplace_back(at(key, shape));
        },
        at.dtype(), at.device());
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

/// All that the block reads goes in as inputs: the picture, the time, the text from here on and the
/// skips; what comes out is the picture and the skips that are new.
at::Tensor UNet::through(std::size_t place, const Block& block, const at::Tensor& x, Pass& pass,
                         Skips& skips) const
{
    if (!m_recomputes || !at::GradMode::is_enabled())
        return block(x, pass, skips);
    const std::size_t first = pass.text.next, known = skips.size();
    const std::size_t last = pass.text.context ? pass.text.context->entries.size() : first;
    std::vector<at::Tensor> inputs{x, pass.time};
    for (std::size_t i = first; i < last; ++i) {
        const TextContext::Entry& entry = pass.text.context->entries[i];
        inputs.insert(inputs.end(), {entry.key, entry.value});
    }
    inputs.insert(inputs.end(), skips.begin(), skips.end());
    const auto left = std::make_shared<std::pair<std::size_t, std::size_t>>(); // text, skips
    const Piece piece = [=, self = shared_from_this()](const std::vector<at::Tensor>& given) {
        TextContext context{std::vector<TextContext::Entry>(last)};
        for (std::size_t i = first; i < last; ++i)
            context.entries[i] = {given[2 + 2 * (i - first)], given[3 + 2 * (i - first)]};
        const Checkpoint none;
        Pass inner{given[1], {&context, first}, none};
        Skips ways(given.end() - std::ptrdiff_t(known), given.end());
        std::vector<at::Tensor> results{block(given[0], inner, ways)};
        *left = {inner.text.next, ways.size()};
        if (ways.size() > known)
            results.insert(results.end(), ways.begin() + std::ptrdiff_t(known), ways.end());
        return results;
    };
    const std::vector<at::Tensor> results = recomputed(piece, inputs, m_weights[place]);
    pass.text.next = left->first;
    skips.resize(std::min(known, left->second));
    skips.insert(skips.end(), results.begin() + 1, results.end());
    return results.front();
}

at::Tensor UNet::forward(const at::Tensor& x, Pass& pass) const
{
    at::Tensor y = m_in(prepared(x));
    Skips skips{y};
    std::size_t place = 0;
    const auto withSkips = [](const auto& block) {
        return [&block](const at::Tensor& z, Pass& inner, Skips& ways) {
            return block(z, inner, &ways);
        };
    };
    for (const DownBlock& block : m_down)
        y = through(place++, withSkips(block), y, pass, skips);
    if (m_mid)
        y = through(
            place++,
            [this](const at::Tensor& z, Pass& inner, Skips&) { return (*m_mid)(z, inner); }, y,
            pass, skips);
    for (const UpBlock& block : m_up)
        y = through(place++, withSkips(block), y, pass, skips);
    pass.check();
    y = m_out(m_norm(pass.text.matched(y), m_lastActivation));
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
