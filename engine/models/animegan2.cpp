// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/animegan2.h"

#include <ATen/ops/tanh.h>

namespace enogu::core {

namespace {

const Padding kDown{Padding::Kind::Reflect, 0, 0, 1, 1};

/// Spells the keys of one of the two layouts.
class Spelling
{
public:
    Spelling(const TensorSource& source, at::ScalarType dtype, AnimeGan2::Keys keys)
        : m_read(source, dtype), m_bryandlee(keys == AnimeGan2::Keys::Bryandlee)
    {
    }

    ConvNorm block(char letter, int index, const ConvShape& shape, const Padding& padding) const
    {
        const std::string number = std::to_string(index);
        if (m_bryandlee) {
            const std::string at = std::string("block_") + letter + "." + number;
            return layer(at + ".1", at + ".2", shape, padding);
        }
        const int group = letter < 'c' ? letter - 'a' + 1 : letter - 'a';
        const std::string at = "conv_block" + std::to_string(group) + "." + number;
        return layer(at + ".conv", at + ".ins_norm", shape, padding);
    }

    /// First and last convolution of block C; bryandlee numbers them with the residuals.
    ConvNorm body(int index, const ConvShape& shape) const
    {
        const std::string number = std::to_string(index);
        if (m_bryandlee)
            return layer("block_c." + number + ".1", "block_c." + number + ".2", shape,
                         reflectPad(1));
        return layer("res_blocks." + number + ".conv", "res_blocks." + number + ".ins_norm", shape,
                     reflectPad(1));
    }

    ConvNorm expand(int index, std::int64_t in, std::int64_t wide) const
    {
        const std::string at = residual(index);
        const ConvShape shape{in, wide, 1};
        return m_bryandlee
                   ? layer(at + "0.1", at + "0.2", shape, zeroPad(0))
                   : layer(at + "conv_block.conv", at + "conv_block.ins_norm", shape, zeroPad(0));
    }

    ConvNorm depthwise(int index, std::int64_t wide) const
    {
        const std::string at = residual(index);
        const std::string conv = at + (m_bryandlee ? "1.1" : "conv_block2.conv");
        const std::string norm = at + (m_bryandlee ? "1.2" : "conv_block2.ins_norm");
        return {m_read.biasedConv(conv, {wide, wide, 3, 1, wide}, reflectPad(1)),
                layerNorm(norm, wide)};
    }

    ConvNorm project(int index, std::int64_t wide, std::int64_t out) const
    {
        const std::string at = residual(index);
        const ConvShape shape{wide, out, 1};
        return m_bryandlee ? layer(at + "2", at + "3", shape, zeroPad(0))
                           : layer(at + "conv", at + "norm", shape, zeroPad(0));
    }

    Conv out() const
    {
        const Reader exact(m_read.source(), at::kFloat);
        return m_bryandlee ? exact.conv("out_layer.0", {32, 3, 1}, zeroPad(0))
                           : exact.biasedConv("decode_blocks.0", {32, 3, 1}, zeroPad(0));
    }

private:
    std::string residual(int index) const
    {
        return (m_bryandlee ? "block_c." : "res_blocks.") + std::to_string(index) +
               (m_bryandlee ? ".layers." : ".");
    }

    Norm layerNorm(const std::string& key, std::int64_t channels) const
    {
        return {Norm::Kind::Layer, m_read.vector(key + ".weight", channels),
                m_read.vector(key + ".bias", channels), 1e-5};
    }

    ConvNorm layer(const std::string& conv, const std::string& norm, const ConvShape& shape,
                   const Padding& padding) const
    {
        return {m_read.conv(conv, shape, padding), layerNorm(norm, shape.out)};
    }

    Reader m_read;
    bool m_bryandlee;
};

} // namespace

AnimeGan2::AnimeGan2(const TensorSource& source, at::ScalarType dtype, Keys keys, Resample up)
    : m_traits{"AnimeGAN v2", 4, 48, true, 401.1e3, 140, 8}, m_up(up)
{
    const Spelling read(source, dtype, keys);
    m_a = {read.block('a', 0, {3, 32, 7}, reflectPad(3)), read.block('a', 1, {32, 64, 3, 2}, kDown),
           read.block('a', 2, {64, 64, 3}, reflectPad(1))};
    m_b = {read.block('b', 0, {64, 128, 3, 2}, kDown),
           read.block('b', 1, {128, 128, 3}, reflectPad(1))};
    m_cFirst = read.body(0, {128, 128, 3});
    for (int j = 1; j <= 4; ++j) {
        const std::int64_t in = j == 1 ? 128 : 256;
        m_residuals.push_back({read.expand(j, in, 2 * in), read.depthwise(j, 2 * in),
                               read.project(j, 2 * in, 256), j > 1});
    }
    m_cLast = read.body(5, {256, 128, 3});
    m_d = {read.block('d', 0, {128, 128, 3}, reflectPad(1)),
           read.block('d', 1, {128, 128, 3}, reflectPad(1))};
    m_e = {read.block('e', 0, {128, 64, 3}, reflectPad(1)),
           read.block('e', 1, {64, 64, 3}, reflectPad(1)),
           read.block('e', 2, {64, 32, 7}, reflectPad(3))};
    m_out = read.out();
}

Map AnimeGan2::residual(Run& run, Map x, const Residual& block)
{
    Map y = convNormLeaky(run, x, block.expand);
    y = convNormLeaky(run, std::move(y), block.depthwise);
    y = normed(run, conv(run, std::move(y), block.project.conv), block.project.norm);
    return block.skip ? settled(run, added(std::move(y), x)) : y;
}

at::Tensor AnimeGan2::forward(const at::Tensor& picture, Run& run) const
{
    run.begin(picture, m_traits.macsPerPixel);
    Map x = fromPicture(run, picture);
    for (const ConvNorm& layer : m_a)
        x = convNormLeaky(run, std::move(x), layer);
    for (const ConvNorm& layer : m_b)
        x = convNormLeaky(run, std::move(x), layer);

    x = convNormLeaky(run, std::move(x), m_cFirst);
    for (const Residual& block : m_residuals)
        x = residual(run, std::move(x), block);
    x = convNormLeaky(run, std::move(x), m_cLast);

    x = resampled(std::move(x), m_up);
    for (const ConvNorm& layer : m_d)
        x = convNormLeaky(run, std::move(x), layer);
    x = resampled(std::move(x), m_up);
    for (const ConvNorm& layer : m_e)
        x = convNormLeaky(run, std::move(x), layer);

    at::Tensor result = toPicture(conv(run, std::move(x), m_out)).tanh_();
    run.finish();
    return result;
}

} // namespace enogu::core
