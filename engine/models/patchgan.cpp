// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/patchgan.h"

#include "engine/nn/layout.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace enogu::core {

namespace {

constexpr double kSlope = 0.2;

} // namespace

PatchGan::PatchGan(const PatchGanConfig& config, const Parameters& parameters)
    : m_dtype(parameters.dtype()), m_device(parameters.device())
{
    std::int64_t width = config.inChannels;
    for (std::int64_t i = 0; i <= config.depth + 1; ++i) {
        const std::int64_t grown = config.width << std::min<std::int64_t>(i, 3);
        const std::int64_t out = i > config.depth ? 1 : grown;
        const std::int64_t stride = i < config.depth ? 2 : 1;
        m_layers.emplace_back(parameters / "main" / (2 * i),
                              Conv2dShape{.in = width, .out = out, .kernel = 4, .stride = stride});
        width = out;
    }
}

at::Tensor PatchGan::operator()(const at::Tensor& pictures) const
{
    at::Tensor x = m_layers.front()(inLayout(pictures.to(m_device, m_dtype)));
    for (std::size_t i = 1; i < m_layers.size(); ++i)
        x = m_layers[i](at::leaky_relu(x, kSlope));
    return x.to(at::kFloat);
}

} // namespace enogu::core
