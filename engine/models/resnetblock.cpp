// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/resnetblock.h"

#include <ATen/ATen.h>

namespace enogu::core {

ResnetBlock::ResnetBlock(const Parameters& at, std::int64_t in, std::int64_t out,
                         const ResnetSettings& settings, Size size)
    : m_norm1(at / "norm1", in, settings.groups, settings.eps),
      m_conv1(at / "conv1", {.in = in, .out = out}),
      m_norm2(at / "norm2", out, settings.groups, settings.eps),
      m_conv2(at / "conv2", {.in = out, .out = out}),
      m_settings(settings),
      m_size(size)
{
    if (settings.timeWidth > 0)
        m_time.emplace(at / "time_emb_proj", settings.timeWidth,
                       settings.timeScaleShift ? 2 * out : out);
    if (in != out)
        m_shortcut.emplace(at / "conv_shortcut", Conv2dShape{.in = in, .out = out, .kernel = 1});
}

at::Tensor ResnetBlock::operator()(const at::Tensor& x, const at::Tensor& time,
                                   at::IntArrayRef upSize) const
{
    at::Tensor inner = m_norm1(x, m_settings.activation);
    inner = m_conv1(resized(inner, upSize));
    inner = withTime(inner, time);
    const at::Tensor outer = resized(x, upSize);
    const at::Tensor sum = m_conv2.plus(inner, m_shortcut ? (*m_shortcut)(outer) : outer);
    return m_settings.scale == 1 ? sum : sum / m_settings.scale;
}

at::Tensor ResnetBlock::resized(const at::Tensor& x, at::IntArrayRef upSize) const
{
    switch (m_size) {
    case Size::Keep:
        return x;
    case Size::Down:
        return at::avg_pool2d(x, {2, 2}, {2, 2});
    case Size::Up:
        break;
    }
    return at::upsample_nearest2d(x, upSize);
}

at::Tensor ResnetBlock::withTime(const at::Tensor& x, const at::Tensor& time) const
{
    if (!m_time)
        return m_norm2(x, m_settings.activation);
    const at::Tensor embedding = (*m_time)(time).unsqueeze(2).unsqueeze(3);
    if (!m_settings.timeScaleShift)
        return m_norm2.ofSum(x, embedding, m_settings.activation);
    const auto parts = embedding.chunk(2, 1);
    return activated(m_norm2(x) * (1 + parts[0]) + parts[1], m_settings.activation);
}

} // namespace enogu::core
