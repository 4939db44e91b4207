// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/animegan3.h"

#include <ATen/TensorOperators.h>

namespace enogu::core {

namespace {

const Padding kDown{Padding::Kind::Reflect, 1, 1, 0, 0};
constexpr double kEps = 1e-5;

} // namespace

AnimeGan3::AnimeGan3(const TensorSource& source, at::ScalarType dtype, Resample up)
    : m_traits{"AnimeGAN v3", 8, 48, true, 112.8e3, 110}, m_up(up)
{
    const Reader read(source, dtype);
    const auto base = [&](int i, const ConvShape& shape, const Padding& padding) {
        return readLayer(read, "base." + std::to_string(i), shape, padding);
    };
    const auto main = [&](int i, std::int64_t in, std::int64_t out) {
        return readLayer(read, "main." + std::to_string(i), {in, out, 3}, reflectPad(1));
    };
    m_base = {base(0, {3, 32, 7}, reflectPad(3)),   base(1, {32, 32, 3, 2}, kDown),
              base(2, {32, 64, 3}, reflectPad(1)),  base(3, {64, 64, 3, 2}, kDown),
              base(4, {64, 128, 3}, reflectPad(1)), base(5, {128, 128, 3, 2}, kDown),
              base(6, {128, 128, 3}, reflectPad(1))};
    m_attention = readAttention(read, "main.attention");
    m_main = {main(0, 128, 128), main(1, 128, 128), main(2, 128, 64),
              main(3, 64, 64),   main(4, 64, 32),   main(5, 32, 32)};
    m_out = Reader(source, at::kFloat).conv("main.out", {32, 3, 7}, reflectPad(3));
}

AnimeGan3::ConvLade AnimeGan3::readLayer(const Reader& read, const std::string& key,
                                         const ConvShape& shape, const Padding& padding)
{
    return {read.conv(key + ".conv", shape, padding),
            read.conv(key + ".lade", {shape.out, shape.out, 1}, zeroPad(0))};
}

Map AnimeGan3::layer(Run& run, Map x, const ConvLade& layer)
{
    x = normed(run, conv(run, std::move(x), layer.conv), Norm{});
    const NormMoments style = run.moments([&] {
        const auto [mean, variance] = momentsOf(*sumsOfPointwise(run, x, layer.lade));
        return NormMoments{mean, (variance + kEps).rsqrt()};
    });
    const double* mean = style.mean.const_data_ptr<double>();
    const double* rstd = style.rstd.const_data_ptr<double>();
    for (std::size_t c = 0; c < x.scale.size(); ++c) {
        x.scale[c] = float(double(x.scale[c]) / rstd[c]);
        x.shift[c] = float(double(x.shift[c]) / rstd[c] + mean[c]);
    }
    return leaky(std::move(x));
}

at::Tensor AnimeGan3::forward(const at::Tensor& picture, Run& run) const
{
    run.begin(picture, m_traits.macsPerPixel);
    Map x0 = layer(run, fromPicture(run, picture), m_base[0]);
    Map x1 = layer(run, layer(run, x0, m_base[1]), m_base[2]);
    Map x2 = layer(run, layer(run, x1, m_base[3]), m_base[4]);
    Map x = layer(run, layer(run, x2, m_base[5]), m_base[6]);

    x = attended(run, std::move(x), m_attention);
    std::size_t i = 0;
    for (Map* skip : {&x2, &x1, &x0}) {
        x = layer(run, resampled(std::move(x), m_up), m_main[i++]);
        x = layer(run, added(std::move(x), std::exchange(*skip, {})), m_main[i++]);
    }
    at::Tensor result = toPicture(conv(run, std::move(x), m_out)).tanh_();
    run.finish();
    return result;
}

} // namespace enogu::core
