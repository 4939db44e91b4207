// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/bench/eagerunet.h"

#include "engine/nn/timeembedding.h"

#include <ATen/ATen.h>

#include <utility>

namespace enogu {

namespace {

using at::Tensor;

std::string numbered(const std::string& key, std::size_t i)
{
    return key + '.' + std::to_string(i);
}

} // namespace

EagerUnet::EagerUnet(const core::UNet2DConditionConfig& config, Weights weights,
                     at::MemoryFormat format, const Rates& rates)
    : m_config(config), m_weights(std::move(weights)), m_format(format), m_rates(rates)
{
    for (auto& [key, tensor] : m_weights) {
        if (tensor.dim() == 4)
            tensor = tensor.contiguous(format);
    }
}

void EagerUnet::count(double products, std::initializer_list<Tensor> touched)
{
    double bytes = 0;
    for (const Tensor& tensor : touched)
        bytes += double(tensor.nbytes());
    m_work.products += products;
    m_work.floorSeconds += m_rates.floorOf(products, bytes);
}

const Tensor& EagerUnet::weight(const std::string& key) const
{
    static const Tensor none;
    const auto found = m_weights.find(key);
    return found == m_weights.end() ? none : found->second;
}

Tensor EagerUnet::linear(const std::string& key, const Tensor& x)
{
    const Tensor& matrix = weight(key + ".weight");
    Tensor y = at::linear(x, matrix, weight(key + ".bias"));
    count(double(x.numel()) * double(matrix.size(0)), {x, matrix, y});
    return y;
}

Tensor EagerUnet::conv(const std::string& key, const Tensor& x, std::int64_t stride)
{
    const Tensor& kernel = weight(key + ".weight");
    const std::int64_t padding = (kernel.size(2) - 1) / 2;
    Tensor y = at::conv2d(x, kernel, weight(key + ".bias"), {stride, stride}, {padding, padding});
    count(double(y.numel()) * double(kernel.numel() / kernel.size(0)), {x, kernel, y});
    return y;
}

Tensor EagerUnet::groupNorm(const std::string& key, const Tensor& x, double eps) const
{
    return at::group_norm(x, m_config.groups, weight(key + ".weight"), weight(key + ".bias"), eps);
}

Tensor EagerUnet::layerNorm(const std::string& key, const Tensor& x) const
{
    return at::layer_norm(x, {x.size(-1)}, weight(key + ".weight"), weight(key + ".bias"));
}

Tensor EagerUnet::resnet(const std::string& key, const Tensor& x)
{
    Tensor y = conv(key + ".conv1", at::silu(groupNorm(key + ".norm1", x, m_config.eps)));
    y = y + linear(key + ".time_emb_proj", at::silu(m_time)).unsqueeze(2).unsqueeze(3);
    y = conv(key + ".conv2", at::silu(groupNorm(key + ".norm2", y, m_config.eps)));
    const bool same = !weight(key + ".conv_shortcut.weight").defined();
    return y + (same ? x : conv(key + ".conv_shortcut", x));
}

Tensor EagerUnet::attention(const std::string& key, const Tensor& x, const Tensor& source,
                            std::int64_t heads)
{
    const auto split = [&](const Tensor& y) {
        return y.view({y.size(0), y.size(1), heads, -1}).transpose(1, 2);
    };
    const Tensor q = split(linear(key + ".to_q", x)), k = split(linear(key + ".to_k", source)),
                 v = split(linear(key + ".to_v", source));
    const Tensor mixed = at::scaled_dot_product_attention(q, k, v);
    count(2 * double(q.numel()) * double(k.size(2)), {q, k, v, mixed});
    return linear(key + ".to_out.0", mixed.transpose(1, 2).reshape(x.sizes()));
}

Tensor EagerUnet::transformer(const std::string& key, const Tensor& x, const Level& level,
                              std::int64_t depth)
{
    Tensor y = groupNorm(key + ".norm", x, 1e-6);
    const auto flat = [](const Tensor& z) { return z.permute({0, 2, 3, 1}).flatten(1, 2); };
    y = m_config.linearProjection ? linear(key + ".proj_in", flat(y))
                                  : flat(conv(key + ".proj_in", y));
    for (std::int64_t i = 0; i < depth; ++i) {
        const std::string block = numbered(key + ".transformer_blocks", std::size_t(i));
        const Tensor first = layerNorm(block + ".norm1", y);
        y = attention(block + ".attn1", first, level.onlyCrossAttention ? m_text : first,
                      level.heads) +
            y;
        y = attention(block + ".attn2", layerNorm(block + ".norm2", y), m_text, level.heads) + y;
        const auto halves =
            linear(block + ".ff.net.0.proj", layerNorm(block + ".norm3", y)).chunk(2, -1);
        y = linear(block + ".ff.net.2", halves[0] * at::gelu(halves[1])) + y;
    }
    const auto tall = [&](const Tensor& z) {
        return z.reshape({x.size(0), x.size(2), x.size(3), -1}).permute({0, 3, 1, 2}).contiguous();
    };
    y = m_config.linearProjection ? tall(linear(key + ".proj_out", y))
                                  : conv(key + ".proj_out", tall(y));
    return y + x;
}

Tensor EagerUnet::timeEmbedding(double t)
{
    const core::Sinusoid sinusoid{m_config.levels.front().channels, m_config.flipSinToCos,
                                  m_config.freqShift};
    const Tensor waves = sinusoid(at::full({1}, t)).expand({m_x.size(0), sinusoid.width}).to(m_x.scalar_type());
    return linear("time_embedding.linear_2", at::silu(linear("time_embedding.linear_1", waves)));
}

Tensor EagerUnet::forward(const Tensor& x, double t, const Tensor& text)
{
    const at::ScalarType dtype = weight("conv_in.weight").scalar_type();
    m_work = {};
    m_text = text.to(dtype);
    m_x = x.to(dtype).contiguous(m_format);
    m_time = timeEmbedding(t);
    m_x = conv("conv_in", m_x);
    m_skips = {m_x};
    for (std::size_t i = 0; i < m_config.levels.size(); ++i)
        down(i);
    middle();
    for (std::size_t i = 0; i < m_config.levels.size(); ++i)
        up(i);
    m_x = conv("conv_out", at::silu(groupNorm("conv_norm_out", m_x, m_config.eps)));
    return std::exchange(m_x, {}).to(at::kFloat).contiguous();
}

void EagerUnet::down(std::size_t i)
{
    const Level& level = m_config.levels[i];
    const std::string key = numbered("down_blocks", i);
    for (std::size_t j = 0; j < std::size_t(level.layers); ++j) {
        m_x = resnet(numbered(key + ".resnets", j), m_x);
        if (level.down == core::UNetBlock::CrossAttention)
            m_x = transformer(numbered(key + ".attentions", j), m_x, level, level.downDepths[j]);
        m_skips.push_back(m_x);
    }
    if (i + 1 == m_config.levels.size())
        return;
    m_x = conv(key + ".downsamplers.0.conv", m_x, 2);
    m_skips.push_back(m_x);
}

void EagerUnet::middle()
{
    m_x = resnet("mid_block.resnets.0", m_x);
    m_x = transformer("mid_block.attentions.0", m_x, m_config.levels.back(), m_config.midDepth);
    m_x = resnet("mid_block.resnets.1", m_x);
}

void EagerUnet::up(std::size_t i)
{
    const Level& level = m_config.levels[m_config.levels.size() - 1 - i];
    const std::string key = numbered("up_blocks", i);
    for (std::size_t j = 0; j <= std::size_t(level.layers); ++j) {
        m_x = resnet(numbered(key + ".resnets", j), at::cat({m_x, m_skips.back()}, 1));
        m_skips.pop_back();
        if (level.up == core::UNetBlock::CrossAttention)
            m_x = transformer(numbered(key + ".attentions", j), m_x, level, level.upDepths[j]);
    }
    if (i + 1 == m_config.levels.size())
        return;
    const auto size = m_skips.back().sizes().slice(2);
    m_x = conv(key + ".upsamplers.0.conv", at::upsample_nearest2d(m_x, size));
}

} // namespace enogu
