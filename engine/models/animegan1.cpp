// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/animegan1.h"

namespace enogu::core {

AnimeGan1::AnimeGan1(const TensorSource& source, at::ScalarType dtype, Resample up)
    : m_traits{"AnimeGAN v1", 4, 67, true, 500.7e3, 210, 4}, m_up(up)
{
    const Reader read(source, dtype);
    const Reader exact(source, at::kFloat); // what the encoder rounds off, later norms magnify
    m_e0 = readConv(exact, "encode_blocks.0.conv", {3, 64, 3});
    m_e1 = readConv(exact, "encode_blocks.1.conv", {64, 128, 3});
    m_e2 = {readSeparable(exact, "encode_blocks.2.conv1", {128, 128, 3, 2}),
            readSeparable(exact, "encode_blocks.2.conv2", {128, 128, 3})};
    m_e3 = readConv(exact, "encode_blocks.3.conv", {128, 128, 3});
    m_e4 = readSeparable(exact, "encode_blocks.4", {128, 256, 3});
    m_e5 = {readSeparable(exact, "encode_blocks.5.conv1", {256, 256, 3, 2}),
            readSeparable(exact, "encode_blocks.5.conv2", {256, 256, 3})};
    m_e6 = readConv(exact, "encode_blocks.6.conv", {256, 256, 3});
    for (int j = 0; j < 8; ++j) {
        const std::string at = "res_blocks." + std::to_string(j) + ".";
        m_residuals.push_back({readConv(read, at + "conv_block.conv", {256, 512, 1}),
                               readConv(read, at + "depthwise_conv", {512, 512, 3, 1, 512}),
                               readConv(read, at + "conv", {512, 256, 1})});
    }
    m_d0 = readConv(read, "decode_blocks.0.conv", {256, 128, 3});
    m_d1 = readSeparable(read, "decode_blocks.1.conv", {128, 128, 3});
    m_d2 = readSeparable(read, "decode_blocks.2", {128, 128, 3});
    m_d3 = readConv(read, "decode_blocks.3.conv", {128, 128, 3});
    m_d4 = readSeparable(read, "decode_blocks.4.conv", {128, 128, 3});
    m_d5 = readConv(read, "decode_blocks.5.conv", {128, 64, 3});
    m_d6 = readConv(read, "decode_blocks.6.conv", {64, 64, 3});
    m_out = exact.conv("decode_blocks.7", {64, 3, 1}, zeroPad(0));
}

ConvNorm AnimeGan1::readConv(const Reader& read, const std::string& key, const ConvShape& shape)
{
    return {read.conv(key, shape, zeroPad(shape.kernel / 2)), Norm{}};
}

AnimeGan1::Separable AnimeGan1::readSeparable(const Reader& read, const std::string& key,
                                              const ConvShape& shape)
{
    const ConvShape depthwise{shape.in, shape.in, shape.kernel, shape.stride, shape.in};
    return {readConv(read, key + ".depthwise", depthwise),
            readConv(read, key + ".pointwise", {shape.in, shape.out, 1})};
}

Map AnimeGan1::separable(Run& run, Map x, const Separable& layer)
{
    return convNormLeaky(run, convNormLeaky(run, std::move(x), layer.depthwise), layer.pointwise);
}

Map AnimeGan1::down(Run& run, Map x, const Down& layer)
{
    Map strided = separable(run, x, layer.strided);
    const Map halved = separable(run, resampled(std::move(x), Resample::Half), layer.halved);
    return added(std::move(strided), halved);
}

Map AnimeGan1::residual(Run& run, Map x, const Residual& block)
{
    Map y = convNormLeaky(run, x, block.expand);
    y = convNormLeaky(run, std::move(y), block.depthwise);
    y = normed(run, conv(run, std::move(y), block.project.conv), block.project.norm);
    return settled(run, added(std::move(y), x));
}

at::Tensor AnimeGan1::forward(const at::Tensor& picture, Run& run) const
{
    run.begin(picture, m_traits.macsPerPixel);
    Map x = convNormLeaky(run, fromPicture(run, picture), m_e0);
    x = convNormLeaky(run, std::move(x), m_e1);
    x = down(run, std::move(x), m_e2);
    x = convNormLeaky(run, std::move(x), m_e3);
    x = separable(run, std::move(x), m_e4);
    x = down(run, std::move(x), m_e5);
    x = convNormLeaky(run, std::move(x), m_e6);

    for (const Residual& block : m_residuals)
        x = residual(run, std::move(x), block);

    x = convNormLeaky(run, std::move(x), m_d0);
    x = separable(run, resampled(std::move(x), m_up), m_d1);
    x = separable(run, std::move(x), m_d2);
    x = convNormLeaky(run, std::move(x), m_d3);
    x = separable(run, resampled(std::move(x), m_up), m_d4);
    x = convNormLeaky(run, std::move(x), m_d5);
    x = convNormLeaky(run, std::move(x), m_d6);

    at::Tensor result = toPicture(conv(run, std::move(x), m_out)).tanh_();
    run.finish();
    return result;
}

} // namespace enogu::core
