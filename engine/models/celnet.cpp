// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/celnet.h"

#include <ATen/ATen.h>

namespace enogu::core {

namespace {

constexpr int kEncoderBlocks = 1, kMiddleBlocks = 3, kDecoderBlocks = 2;

void addConv(std::vector<CelParameter>& list, const std::string& name, std::int64_t in,
             std::int64_t out, std::int64_t side)
{
    list.push_back({name + ".weight", {out, in, side, side}});
    list.push_back({name + ".bias", {out}});
}

void addBlocks(std::vector<CelParameter>& list, const std::string& name, std::int64_t channels,
               int count)
{
    for (int i = 0; i < count; ++i) {
        const std::string block = name + "." + std::to_string(i);
        addConv(list, block + ".a", channels, channels, 3);
        addConv(list, block + ".b", channels, channels, 3);
    }
}

/// Leaky rectifier: a plain one dies early in training, as nothing normalises its input.
at::Tensor active(at::Tensor x)
{
    return at::leaky_relu_(x, 0.1);
}

/// Walks over the parameters in order, a convolution at a time.
class Walk
{
public:
    Walk(const std::vector<at::Tensor>& parameters, const CelProgress& progress)
        : m_parameters(parameters), m_progress(progress)
    {
    }

    at::Tensor conv(const at::Tensor& x, int stride = 1)
    {
        if (m_progress)
            m_progress(double(m_next) / double(m_parameters.size()));
        const at::Tensor& weight = m_parameters.at(m_next);
        const at::Tensor& bias = m_parameters.at(m_next + 1);
        m_next += 2;
        const std::int64_t pad = (weight.size(2) - 1) / 2;
        return at::conv2d(x, weight, bias, {stride, stride}, {pad, pad});
    }

    at::Tensor blocks(at::Tensor x, int count)
    {
        for (int i = 0; i < count; ++i) {
            const at::Tensor inner = active(conv(x));
            x = x + conv(inner);
        }
        return x;
    }

private:
    const std::vector<at::Tensor>& m_parameters;
    const CelProgress& m_progress;
    std::size_t m_next = 0;
};

/// Mean over 16×16 pixels around, from a grid of one every 8. Flattening does not depend on how
/// bright a picture is, so the network is shown only what differs from it; padding with zeros then
/// is padding with the mean.
at::Tensor meanAround(const at::Tensor& x)
{
    const at::Tensor grid = at::avg_pool2d(x, {16, 16}, {8, 8}, {4, 4}, false, false);
    return at::upsample_bilinear2d(grid, {x.size(2), x.size(3)}, false);
}

at::Tensor doubled(const at::Tensor& x)
{
    return at::upsample_bilinear2d(x, {x.size(2) * 2, x.size(3) * 2}, false);
}

} // namespace

std::vector<CelParameter> celParameters(std::int64_t width)
{
    std::vector<CelParameter> list;
    addConv(list, "in", 12, width, 3);
    addConv(list, "down1", width, 2 * width, 4);
    addBlocks(list, "encoder", 2 * width, kEncoderBlocks);
    addConv(list, "down2", 2 * width, 4 * width, 4);
    addBlocks(list, "middle", 4 * width, kMiddleBlocks);
    addConv(list, "up1", 4 * width, 2 * width, 1);
    addBlocks(list, "decoder", 2 * width, kDecoderBlocks);
    addConv(list, "up2", 2 * width, width, 1);
    addConv(list, "join", width, width, 3);
    addConv(list, "out", width, 12, 3);
    return list;
}

at::Tensor celForward(const std::vector<at::Tensor>& parameters, const at::Tensor& x,
                      const CelProgress& progress)
{
    Walk walk(parameters, progress);
    const at::Tensor packed = at::pixel_unshuffle(x - meanAround(x), 2)
                                  .to(parameters.at(0).scalar_type())
                                  .contiguous(at::MemoryFormat::ChannelsLast);
    const at::Tensor half = active(walk.conv(packed));
    const at::Tensor quarter = walk.blocks(active(walk.conv(half, 2)), kEncoderBlocks);
    at::Tensor deep = walk.blocks(active(walk.conv(quarter, 2)), kMiddleBlocks);
    deep = doubled(walk.conv(deep)) + quarter;
    deep = walk.blocks(deep, kDecoderBlocks);
    at::Tensor fine = active(doubled(walk.conv(deep)) + half);
    fine = active(walk.conv(fine));
    return x + at::pixel_shuffle(walk.conv(fine).to(x.scalar_type()), 2);
}

} // namespace enogu::core
