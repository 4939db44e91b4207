// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/cartoongan.h"

#include <ATen/ops/tanh.h>
#include <ATen/ops/zeros.h>

namespace enogu::core {

namespace {

/// Names like "conv04_1": a part, a stage of two digits and an index.
std::string named(const std::string& part, int stage, int index)
{
    return part + (stage < 10 ? "0" : "") + std::to_string(stage) + "_" + std::to_string(index);
}

/// A convolution before an instance norm: its bias, which must be in the file, cancels there and is
/// left out, which keeps the digits of a faint picture.
ConvNorm normedConv(const Reader& read, const std::string& conv, const std::string& norm,
                    const ConvShape& shape, const Padding& padding)
{
    ConvNorm layer{read.biasedConv(conv, shape, padding), {}};
    layer.conv.bias = at::Tensor();
    layer.norm = {Norm::Kind::Instance, read.vector(norm + ".scale", shape.out),
                  read.vector(norm + ".shift", shape.out), 1e-9};
    return layer;
}

/// The transposed 3×3 convolution of stride 2 (padding 1, output padding 1) as a 2×2 convolution
/// that gives the four parities of the doubled picture as channels: even positions read tap 1,
/// odd ones tap 2 of this pixel and tap 0 of the next.
Conv upConv(const Reader& read, const std::string& key, std::int64_t in, std::int64_t out)
{
    const at::Tensor taps = read.tensor(key + ".weight", {in, out, 3, 3}).to(at::kFloat);
    at::Tensor weight = at::zeros({2, 2, out, in, 2, 2}, taps.options());
    const std::array<std::array<int, 3>, 3> uses{{{0, 0, 1}, {1, 0, 2}, {1, 1, 0}}};
    for (const auto& [parityY, pixelY, tapY] : uses)
        for (const auto& [parityX, pixelX, tapX] : uses)
            weight[parityY][parityX]
                .select(-2, pixelY)
                .select(-1, pixelX)
                .copy_(taps.select(2, tapY).select(2, tapX).t());
    Conv layer;
    layer.weight = weight.reshape({4 * out, in, 2, 2})
                       .to(read.dtype())
                       .contiguous(at::MemoryFormat::ChannelsLast);
    layer.bias = read.tensor(key + ".bias", {out}).repeat({4}).to(read.dtype());
    layer.padding = {Padding::Kind::Zero, 0, 0, 1, 1};
    return layer;
}

Map convNormRelu(Run& run, Map x, const ConvNorm& layer)
{
    return leaky(normed(run, conv(run, std::move(x), layer.conv), layer.norm), 0);
}

} // namespace

CartoonGan::CartoonGan(const TensorSource& source, at::ScalarType dtype)
    : m_traits{"CartoonGAN", 4, 85, true, 890e3, 200, 8}
{
    const Reader read(source, dtype);
    m_first = normedConv(read, "conv01_1", "in01_1", {3, 64, 7}, reflectPad(3));
    for (int i = 0; i < 2; ++i) {
        const std::int64_t wide = 128 << i;
        m_down[i] = read.biasedConv(named("conv", i + 2, 1), {wide / 2, wide, 3, 2}, zeroPad(1));
        m_downFlat[i] = normedConv(read, named("conv", i + 2, 2), named("in", i + 2, 1),
                                   {wide, wide, 3}, zeroPad(1));
    }
    for (int stage = 4; stage <= 11; ++stage)
        m_residuals.push_back({normedConv(read, named("conv", stage, 1), named("in", stage, 1),
                                          {256, 256, 3}, reflectPad(1)),
                               normedConv(read, named("conv", stage, 2), named("in", stage, 2),
                                          {256, 256, 3}, reflectPad(1))});
    for (int i = 0; i < 2; ++i) {
        const std::int64_t narrow = 128 >> i;
        m_up[i] = upConv(read, named("deconv", i + 1, 1), 2 * narrow, narrow);
        m_upFlat[i] = normedConv(read, named("deconv", i + 1, 2), named("in", i + 12, 1),
                                 {narrow, narrow, 3}, zeroPad(1));
    }
    m_last = Reader(source, at::kFloat).biasedConv("deconv03_1", {64, 3, 7}, reflectPad(3));
}

at::Tensor CartoonGan::forward(const at::Tensor& picture, Run& run) const
{
    run.begin(picture, m_traits.macsPerPixel);
    Map x = convNormRelu(run, fromPicture(run, picture, true), m_first);
    for (std::size_t i = 0; i < m_down.size(); ++i)
        x = convNormRelu(run, conv(run, std::move(x), m_down[i]), m_downFlat[i]);

    for (const auto& block : m_residuals) {
        Map y = convNormRelu(run, x, block[0]);
        y = normed(run, conv(run, std::move(y), block[1].conv), block[1].norm);
        x = settled(run, added(std::move(y), x));
    }

    for (std::size_t i = 0; i < m_up.size(); ++i) {
        x = resampled(conv(run, std::move(x), m_up[i]), Resample::Shuffle);
        x = convNormRelu(run, std::move(x), m_upFlat[i]);
    }
    at::Tensor result = toPicture(conv(run, std::move(x), m_last), true).tanh_();
    run.finish();
    return result;
}

} // namespace enogu::core
