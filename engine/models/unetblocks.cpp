// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/unetblocks.h"

#include <ATen/ATen.h>

namespace enogu::core {

namespace {

using Resampling = BlockPlan::Resampling;

} // namespace

Layers::Layers(const Parameters& at, const BlockPlan& plan)
{
    for (std::int64_t i = 0; i < plan.layers; ++i) {
        const std::int64_t skip = plan.skips.empty() ? 0 : plan.skips[std::size_t(i)];
        m_resnets.emplace_back(at / "resnets" / i, (i == 0 ? plan.in : plan.out) + skip, plan.out,
                               plan.resnet);
    }
    const Parameters attentions = at / "attentions";
    if (plan.attention.kind == AttentionPlan::Kind::Self) {
        for (std::size_t i = 0; i < plan.attention.depths.size(); ++i)
            m_selfAttentions.emplace_back(attentions / std::int64_t(i), plan.attention.self);
    } else if (plan.attention.kind == AttentionPlan::Kind::Text) {
        TransformerShape shape = plan.attention.text;
        for (std::size_t i = 0; i < plan.attention.depths.size(); ++i) {
            shape.depth = plan.attention.depths[i];
            m_transformers.emplace_back(attentions / std::int64_t(i), shape);
        }
    }
}

at::Tensor Layers::resnet(std::size_t layer, const at::Tensor& x, const Pass& pass) const
{
    pass.check();
    return m_resnets[layer](x, pass.time);
}

at::Tensor Layers::run(std::size_t layer, const at::Tensor& x, Pass& pass) const
{
    const at::Tensor y = resnet(layer, x, pass);
    if (layer < m_selfAttentions.size()) {
        pass.check();
        return m_selfAttentions[layer](y);
    }
    if (layer < m_transformers.size()) {
        pass.check();
        return m_transformers[layer](y, pass.text);
    }
    return y;
}

void Layers::read(const at::Tensor& text, TextContext& into) const
{
    for (const Transformer2D& transformer : m_transformers)
        transformer.read(text, into);
}

DownBlock::DownBlock(const Parameters& at, const BlockPlan& plan) : m_layers(at, plan)
{
    const Parameters sampler = at / "downsamplers" / 0;
    if (plan.resampling == Resampling::Conv)
        m_conv.emplace(sampler / "conv", Conv2dShape{.in = plan.out, .out = plan.out, .stride = 2},
                       plan.downPad);
    else if (plan.resampling == Resampling::Resnet)
        m_resnet.emplace(sampler, plan.out, plan.out, plan.resnet, ResnetBlock::Size::Down);
}

at::Tensor DownBlock::operator()(at::Tensor x, Pass& pass, std::vector<at::Tensor>* skips) const
{
    const auto keep = [&] {
        if (skips)
            skips->push_back(x);
    };
    for (std::size_t i = 0; i < m_layers.count(); ++i) {
        x = m_layers.run(i, x, pass);
        keep();
    }
    if (!m_conv && !m_resnet)
        return x;
    pass.check();
    x = m_conv ? (*m_conv)(x) : (*m_resnet)(x, pass.time);
    keep();
    return x;
}

UpBlock::UpBlock(const Parameters& at, const BlockPlan& plan) : m_layers(at, plan)
{
    const Parameters sampler = at / "upsamplers" / 0;
    if (plan.resampling == Resampling::Conv)
        m_conv.emplace(sampler / "conv", Conv2dShape{.in = plan.out, .out = plan.out});
    else if (plan.resampling == Resampling::Resnet)
        m_resnet.emplace(sampler, plan.out, plan.out, plan.resnet, ResnetBlock::Size::Up);
}

at::Tensor UpBlock::operator()(at::Tensor x, Pass& pass, std::vector<at::Tensor>* skips) const
{
    for (std::size_t i = 0; i < m_layers.count(); ++i) {
        if (skips) {
            const at::Tensor& skip = skips->back();
            x = at::cat({x, skip.size(0) < x.size(0) ? pass.text.matched(skip) : skip}, 1);
            skips->pop_back();
        }
        x = m_layers.run(i, x, pass);
    }
    if (!m_conv && !m_resnet)
        return x;
    if (skips && !skips->empty())
        return upsampled(x, pass, skips->back().sizes().slice(2));
    return upsampled(x, pass, {2 * x.size(2), 2 * x.size(3)});
}

at::Tensor UpBlock::upsampled(const at::Tensor& x, const Pass& pass, at::IntArrayRef size) const
{
    pass.check();
    if (m_resnet)
        return (*m_resnet)(x, pass.time, size);
    return m_conv->ofResized(x, size);
}

at::Tensor MidBlock::operator()(at::Tensor x, Pass& pass) const
{
    x = m_layers.run(0, x, pass);
    return m_layers.count() > 1 ? m_layers.resnet(1, x, pass) : x;
}

} // namespace enogu::core
