// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/bench/eager.h"

#include "engine/api/error.h"
#include "engine/bench/eagerlayers.h"

namespace enogu {

namespace {

using at::Tensor;
using Layers = EagerLayers;

// AnimeGAN v1: zero padding, instance norms without parameters

Tensor block1(Layers& net, const Tensor& x, Layers::Shape shape = {}, std::int64_t padding = 1)
{
    return leaked(plainNormed(net.conv(x, padding, shape)));
}

Tensor separable1(Layers& net, const Tensor& x, std::int64_t stride = 1)
{
    return block1(net, block1(net, x, {stride, x.size(1)}), {}, 0);
}

Tensor down1(Layers& net, const Tensor& x)
{
    const Tensor strided = separable1(net, x, 2);
    return strided +
           separable1(net, at::upsample_bilinear2d(x, {x.size(2) / 2, x.size(3) / 2}, false));
}

Tensor animeGan1(Layers& net, Tensor x)
{
    x = down1(net, block1(net, block1(net, x)));
    x = separable1(net, block1(net, x));
    x = block1(net, down1(net, x));
    for (int i = 0; i < 8; ++i) {
        Tensor y = block1(net, x, {}, 0);
        y = block1(net, y, {1, y.size(1)});
        x = plainNormed(net.conv(y, 0, {})) + x;
    }
    x = block1(net, x);
    x = separable1(net, net.doubled(x));
    x = block1(net, separable1(net, x));
    x = separable1(net, net.doubled(x));
    x = block1(net, block1(net, x));
    return at::tanh(net.conv(x, 0, {}));
}

// AnimeGAN v2: reflecting padding, layer norms

Tensor block2(Layers& net, const Tensor& x, at::IntArrayRef padding, Layers::Shape shape = {})
{
    return leaked(net.layerNormed(net.reflected(x, padding, shape)));
}

Tensor residual2(Layers& net, const Tensor& x, bool skip)
{
    Tensor y = leaked(net.layerNormed(net.conv(x, 0, {})));
    y = block2(net, y, {1, 1, 1, 1}, {1, y.size(1), true});
    y = net.layerNormed(net.conv(y, 0, {}));
    return skip ? y + x : y;
}

Tensor animeGan2(Layers& net, Tensor x)
{
    x = block2(net, x, {3, 3, 3, 3});
    for (int i = 0; i < 2; ++i) {
        x = block2(net, x, {0, 1, 0, 1}, {2});
        x = block2(net, x, {1, 1, 1, 1});
    }
    x = block2(net, x, {1, 1, 1, 1});
    for (int i = 0; i < 4; ++i)
        x = residual2(net, x, i > 0);
    x = block2(net, x, {1, 1, 1, 1});
    for (int i = 0; i < 2; ++i) {
        x = net.doubled(x);
        x = block2(net, x, {1, 1, 1, 1});
        x = block2(net, x, {1, 1, 1, 1});
    }
    x = block2(net, x, {3, 3, 3, 3});
    return at::tanh(net.conv(x, 0, {1, 1, net.left() == 2}));
}

// AnimeGAN v3: reflecting padding, a learned style of each norm, attention over all pixels

Tensor block3(Layers& net, const Tensor& x, at::IntArrayRef padding, Layers::Shape shape = {})
{
    const Tensor y = net.reflected(x, padding, shape);
    const auto [variance, mean] = at::var_mean(net.conv(y, 0, {}), {2, 3}, 0, true);
    return leaked(plainNormed(y) * at::sqrt(variance + 1e-5) + mean);
}

Tensor attention3(Layers& net, const Tensor& x)
{
    const Tensor input = net.take("attention.input.weight"), memory = net.take("memory"),
                 output = net.take("attention.output.weight");
    const Tensor gain = net.take("norm.weight"), offset = net.take("norm.bias"),
                 mean = net.take("norm.running_mean"), variance = net.take("norm.running_var");
    const Tensor query = at::conv2d(x, input).flatten(2)[0];
    Tensor share = at::softmax(at::mm(memory.t(), query), 1);
    share = share / (share.sum(0, true) + 1e-9);
    const Tensor value = at::mm(memory, share).view(x.sizes());
    const Tensor mixed = at::conv2d(value, output);
    return leaked(at::batch_norm(mixed, gain, offset, mean, variance, false, 0, 1e-3, false) + x);
}

Tensor animeGan3(Layers& net, const Tensor& x)
{
    const Tensor x0 = block3(net, x, {3, 3, 3, 3});
    const Tensor x1 = block3(net, block3(net, x0, {1, 0, 1, 0}, {2}), {1, 1, 1, 1});
    const Tensor x2 = block3(net, block3(net, x1, {1, 0, 1, 0}, {2}), {1, 1, 1, 1});
    Tensor y = block3(net, block3(net, x2, {1, 0, 1, 0}, {2}), {1, 1, 1, 1});
    y = attention3(net, y);
    for (const Tensor& skip : {x2, x1, x0}) {
        y = block3(net, net.doubled(y), {1, 1, 1, 1});
        y = block3(net, y + skip, {1, 1, 1, 1});
    }
    return at::tanh(net.reflected(y, {3, 3, 3, 3}, {}));
}

// CartoonGAN: on BGR, instance norms with parameters

Tensor normedRelu(Layers& net, const Tensor& x)
{
    Tensor y = net.instanceNormed(x, 1e-9);
    return at::relu_(y);
}

Tensor cartoonGan(Layers& net, const Tensor& picture)
{
    const Layers::Shape biased{1, 1, true};
    Tensor x = normedRelu(net, net.reflected(picture.flip(1), {3, 3, 3, 3}, biased));
    for (int i = 0; i < 2; ++i)
        x = normedRelu(net, net.conv(net.conv(x, 1, {2, 1, true}), 1, biased));
    for (int i = 0; i < 8; ++i) {
        const Tensor y = normedRelu(net, net.reflected(x, {1, 1, 1, 1}, biased));
        x = net.instanceNormed(net.reflected(y, {1, 1, 1, 1}, biased), 1e-9) + x;
    }
    for (int i = 0; i < 2; ++i)
        x = normedRelu(net, net.conv(net.transposed(x), 1, biased));
    return at::tanh(net.reflected(x, {3, 3, 3, 3}, biased)).flip(1);
}

// White-box: no norms, a guided filter at the end

Tensor blockWhite(Layers& net, const Tensor& x, std::int64_t padding = 1, std::int64_t stride = 1)
{
    return leaked(net.conv(x, padding, {stride, 1, true}));
}

Tensor guided(const Tensor& guide, const Tensor& picture)
{
    const auto box = [](const Tensor& x) {
        return at::avg_pool2d(x, {3, 3}, {1, 1}, {1, 1}, false, false);
    };
    const Tensor meanGuide = box(guide), meanPicture = box(picture);
    const Tensor slope = (box(guide * picture) - meanGuide * meanPicture) /
                         (box(guide * guide) - meanGuide * meanGuide + 1e-2);
    return box(slope) * guide + box(meanPicture - slope * meanGuide);
}

Tensor whiteBox(Layers& net, const Tensor& picture)
{
    const Tensor x0 = blockWhite(net, picture, 3);
    const Tensor x1 = blockWhite(net, blockWhite(net, x0, 1, 2));
    Tensor x = blockWhite(net, blockWhite(net, x1, 1, 2));
    for (int i = 0; i < 4; ++i) {
        const Tensor y = blockWhite(net, x);
        x = net.conv(y, 1, {1, 1, true}) + x;
    }
    x = net.doubled(blockWhite(net, x)) + x1;
    x = blockWhite(net, blockWhite(net, x));
    x = blockWhite(net, net.doubled(x) + x0);
    return guided(picture, at::tanh(at::tanh(net.conv(x, 3, {1, 1, true}))));
}

// Cel: no norms, works at half size on what differs from the local mean

Tensor blockCel(Layers& net, const Tensor& x, std::int64_t stride = 1)
{
    Tensor y = net.conv(x, 1, {stride, 1, true});
    return at::leaky_relu_(y, 0.1);
}

Tensor residualsCel(Layers& net, Tensor x, int count)
{
    for (int i = 0; i < count; ++i) {
        const Tensor inner = blockCel(net, x);
        x = x + net.conv(inner, 1, {1, 1, true});
    }
    return x;
}

Tensor cel(Layers& net, const Tensor& x)
{
    const Layers::Shape biased{1, 1, true};
    const Tensor grid = at::avg_pool2d(x, {16, 16}, {8, 8}, {4, 4}, false, false);
    const Tensor around = at::upsample_bilinear2d(grid, {x.size(2), x.size(3)}, false);
    const Tensor half = blockCel(net, at::pixel_unshuffle(x - around, 2));
    const Tensor quarter = residualsCel(net, blockCel(net, half, 2), 1);
    Tensor deep = residualsCel(net, blockCel(net, quarter, 2), 3);
    deep = residualsCel(net, net.doubled(net.conv(deep, 0, biased)) + quarter, 2);
    Tensor fine = net.doubled(net.conv(deep, 0, biased)) + half;
    fine = blockCel(net, at::leaky_relu_(fine, 0.1));
    return x + at::pixel_shuffle(net.conv(fine, 1, biased), 2);
}

} // namespace

Tensor eagerPicture(const std::string& kind, EagerWeights weights, core::Resample up,
                    const Tensor& x)
{
    Layers net(std::move(weights), up);
    if (kind == "AnimeGAN v1")
        return animeGan1(net, x);
    if (kind == "AnimeGAN v2")
        return animeGan2(net, x);
    if (kind == "AnimeGAN v3")
        return animeGan3(net, x);
    if (kind == "CartoonGAN")
        return cartoonGan(net, x);
    if (kind == "White-box")
        return whiteBox(net, x);
    if (kind == "Cel")
        return cel(net, x);
    throw Error(ErrorCode::BadArgument, "There is no plain version of " + kind + " to compare.");
}

} // namespace enogu
