// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nn/layers.h"

#include <ATen/ops/convolution.h>
#include <ATen/ops/empty.h>

#include <algorithm>
#include <stdexcept>

namespace enogu::core {

namespace {

at::TensorOptions storedAs(const Run& run, at::ScalarType dtype)
{
    return at::TensorOptions().dtype(dtype).device(run.device);
}

/// [rows, width, channels] as [1, channels, rows, width] in channels-last memory. The picture's own
/// stride must be the whole strip, or LibTorch takes it for another layout and copies it.
at::Tensor asImage(const at::Tensor& strip)
{
    return strip.unsqueeze(0).permute({0, 3, 1, 2});
}

at::Tensor asStrip(const at::Tensor& image)
{
    return image.squeeze(0).permute({1, 2, 0}).contiguous();
}

Map emptyLike(std::int64_t width, std::int64_t height, std::int64_t channels)
{
    Map map;
    map.width = width;
    map.height = height;
    map.channels = channels;
    return map;
}

void requireSettledAddend(const Map& y)
{
    if (y.addend || y.resample != Resample::None)
        throw std::logic_error("A pending map cannot be added.");
}

void releaseInput(Map& x, const StripLoader& loader, std::int64_t nextSeenRow)
{
    if (!x.addend) {
        x.releaseAbove(loader.lowestStoredRow(nextSeenRow));
        return;
    }
    auto addend = std::const_pointer_cast<Map>(x.addend);
    x.releaseAbove(loader.lowestStoredRow(nextSeenRow));
    addend->releaseAbove(loader.lowestSeenRow(nextSeenRow));
}

/// Strips are released as they are used up, so a sum that another copy may hold is copied first.
Map withOwnAddend(Map x)
{
    if (x.addend)
        x.addend = std::make_shared<Map>(*x.addend);
    return x;
}

/// A layer's numbers in the dtype of one pass.
struct Kernel
{
    at::ScalarType dtype;
    at::Tensor weight, bias;
};

Kernel prepared(const Run& run, const Conv& layer)
{
    const at::ScalarType dtype = layer.exact ? at::kFloat : run.dtype;
    return {dtype, layer.weight.to(run.device, dtype).contiguous(at::MemoryFormat::ChannelsLast),
            layer.bias.defined() ? layer.bias.to(run.device, dtype) : layer.bias};
}

Map outputOf(const Run& run, const Map& x, const Conv& layer, const Kernel& kernel)
{
    const Padding& pad = layer.padding;
    const std::int64_t width = x.seenWidth() + pad.left + pad.right;
    const std::int64_t height = x.seenHeight() + pad.top + pad.bottom;
    const std::int64_t taps = kernel.weight.size(2);
    Map y = emptyLike((width - taps) / layer.stride + 1, (height - taps) / layer.stride + 1,
                      kernel.weight.size(0));
    const std::int64_t values = layer.stride * width * x.seenChannels() + y.width * y.channels;
    y.stripRows = stripRowsOf(run, values * std::int64_t(at::elementSize(kernel.dtype)), y.height);
    return y;
}

at::Tensor convolved(const at::Tensor& strip, const Kernel& kernel, const Conv& layer)
{
    const std::int64_t stride[] = {layer.stride, layer.stride};
    const std::int64_t none[] = {0, 0}, one[] = {1, 1};
    return asStrip(at::convolution(asImage(strip), kernel.weight, kernel.bias, stride, none, one,
                                   false, none, layer.groups));
}

} // namespace

std::int64_t stripRowsOf(const Run& run, std::int64_t bytesPerRow, std::int64_t height)
{
    const std::int64_t rows = run.stripRows > 0 ? run.stripRows : run.stripBytes / bytesPerRow;
    return std::clamp<std::int64_t>(rows, std::min<std::int64_t>(run.stripRows > 0 ? 1 : 8, height),
                                    height);
}

Map fromPicture(const Run& run, const at::Tensor& picture, bool bgr)
{
    Map map = emptyLike(picture.size(3), picture.size(2), picture.size(1));
    map.stripRows = map.height;
    const at::Tensor channelsFirst = bgr ? picture[0].flip(0) : picture[0];
    map.strips = {channelsFirst.permute({1, 2, 0}).to(run.device, run.dtype).contiguous()};
    return map;
}

at::Tensor toPicture(Map map, bool bgr)
{
    at::Tensor picture = at::empty({1, map.channels, map.height, map.width}, at::kFloat);
    std::int64_t y = 0;
    for (at::Tensor& strip : map.strips) {
        const at::Tensor rows = asImage(strip);
        picture.narrow(2, y, strip.size(0)).copy_(bgr ? rows.flip(1) : rows);
        y += strip.size(0);
        strip = at::Tensor();
    }
    return picture;
}

Map conv(Run& run, Map x, const Conv& layer)
{
    const Kernel kernel = prepared(run, layer);
    x = withOwnAddend(std::move(x));
    Map y = outputOf(run, x, layer, kernel);
    const StripLoader loader(run, x, layer.padding);
    const Padding& pad = layer.padding;
    const std::int64_t taps = kernel.weight.size(2);
    const at::Tensor buffer = at::empty({(y.stripRows - 1) * layer.stride + taps,
                                         x.seenWidth() + pad.left + pad.right, x.seenChannels()},
                                        storedAs(run, kernel.dtype));
    auto sums = std::make_shared<ChannelSums>();
    for (std::int64_t row = 0; row < y.height; row += y.stripRows) {
        const std::int64_t rows = std::min(y.stripRows, y.height - row);
        const at::Tensor strip = buffer.narrow(0, 0, (rows - 1) * layer.stride + taps);
        loader.load(row * layer.stride - pad.top, strip);
        releaseInput(x, loader, (row + rows) * layer.stride - pad.top);
        y.strips.push_back(convolved(strip, kernel, layer));
        if (!run.replays())
            addTo(run, *sums, y.strips.back());
        run.did(double(kernel.weight.numel()) * double(rows * y.width));
    }
    y.sums = std::move(sums);
    return y;
}

std::shared_ptr<const ChannelSums> sumsOfPointwise(Run& run, const Map& x, const Conv& layer)
{
    const Kernel kernel = prepared(run, layer);
    auto sums = std::make_shared<ChannelSums>();
    for (const at::Tensor& strip : x.strips) {
        addTo(run, *sums, convolved(strip, kernel, layer));
        run.did(double(kernel.weight.numel()) * double(strip.size(0) * x.width));
    }
    return sums;
}

Map settled(Run& run, Map x)
{
    x = withOwnAddend(std::move(x));
    Map y = emptyLike(x.seenWidth(), x.seenHeight(), x.seenChannels());
    y.stripRows = stripRowsOf(run, y.width * y.channels * 4, y.height);
    const StripLoader loader(run, x, Padding{});
    for (std::int64_t row = 0; row < y.height; row += y.stripRows) {
        const std::int64_t rows = std::min(y.stripRows, y.height - row);
        y.strips.push_back(at::empty({rows, y.width, y.channels}, storedAs(run, run.dtype)));
        loader.load(row, y.strips.back());
        releaseInput(x, loader, row + rows);
        run.did(0);
    }
    return y;
}

Map leaky(Map x, float slope)
{
    x.slope = slope;
    return x;
}

Map resampled(Map x, Resample resample)
{
    if (x.addend)
        throw std::logic_error("A sum is settled before it is resampled.");
    x.resample = resample;
    return x;
}

Map added(Map x, const Map& y)
{
    requireSettledAddend(y);
    x.addend = std::make_shared<Map>(y);
    x.sums = nullptr;
    return x;
}

} // namespace enogu::core
