// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/vgg.h"

#include <ATen/ATen.h>

namespace enogu::core {

Vgg::Vgg(const VggConfig& config, const Parameters& parameters)
{
    const Parameters at = parameters / "features";
    std::int64_t place = 0, width = 3;
    for (std::size_t stage = 0; stage < config.channels.size(); ++stage) {
        std::vector<Conv2d>& convs = m_stages.emplace_back();
        for (std::int64_t i = 0; i < config.layers[stage]; ++i) {
            convs.emplace_back(at / place, Conv2dShape{.in = width, .out = config.channels[stage]});
            width = config.channels[stage];
            place += 2; // the rectifier is counted
        }
        ++place; // and so are the maxima
    }
}

std::vector<at::Tensor> Vgg::operator()(at::Tensor x) const
{
    std::vector<at::Tensor> taps;
    for (const std::vector<Conv2d>& convs : m_stages) {
        if (!taps.empty())
            x = at::max_pool2d(x, {2, 2}, {2, 2});
        for (const Conv2d& conv : convs)
            x = at::relu(conv(x));
        taps.push_back(x);
    }
    return taps;
}

} // namespace enogu::core
