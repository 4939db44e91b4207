// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/blocks.h"

namespace enogu::core {

Conv Reader::conv(const std::string& key, const ConvShape& shape, const Padding& padding) const
{
    Conv layer;
    const at::Tensor weight =
        m_source(key + ".weight", {shape.out, shape.in / shape.groups, shape.kernel, shape.kernel});
    layer.weight = weight.to(m_dtype).contiguous(at::MemoryFormat::ChannelsLast);
    layer.padding = padding;
    layer.stride = shape.stride;
    layer.groups = shape.groups;
    layer.exact = m_dtype == at::kFloat;
    return layer;
}

Conv Reader::biasedConv(const std::string& key, const ConvShape& shape,
                        const Padding& padding) const
{
    Conv layer = conv(key, shape, padding);
    layer.bias = m_source(key + ".bias", {shape.out}).to(m_dtype);
    return layer;
}

std::vector<float> Reader::vector(const std::string& key, std::int64_t channels) const
{
    const at::Tensor values = m_source(key, {channels});
    if (values.is_meta())
        return std::vector<float>(std::size_t(channels));
    const at::Tensor plain = values.to(at::kFloat).contiguous();
    const float* first = plain.const_data_ptr<float>();
    return {first, first + channels};
}

at::Tensor Reader::tensor(const std::string& key, const std::vector<std::int64_t>& shape) const
{
    return m_source(key, shape);
}

Map convNormLeaky(Run& run, Map x, const ConvNorm& layer)
{
    return leaky(normed(run, conv(run, std::move(x), layer.conv), layer.norm));
}

Padding zeroPad(std::int64_t pixels)
{
    return Padding::all(Padding::Kind::Zero, pixels);
}

Padding reflectPad(std::int64_t pixels)
{
    return Padding::all(Padding::Kind::Reflect, pixels);
}

} // namespace enogu::core
