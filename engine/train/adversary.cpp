// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/adversary.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>

namespace enogu::core {

namespace {

constexpr double kSoftening = 1e-4; ///< of a ratio whose divisor may be 0
constexpr double kMostBalance = 1e4;

} // namespace

at::Tensor hingeLoss(const at::Tensor& ofReal, const at::Tensor& ofFake)
{
    return 0.5 * (at::relu(1 - ofReal).mean() + at::relu(1 + ofFake).mean());
}

double balanceOf(const at::Tensor& kept, const at::Tensor& judged, const at::Tensor& layer)
{
    const auto pullOf = [&](const at::Tensor& loss) {
        return torch::autograd::grad({loss}, {layer}, {}, true)[0].norm().item<double>();
    };
    return std::min(pullOf(kept) / (pullOf(judged) + kSoftening), kMostBalance);
}

Adversary::Adversary(const PatchGanConfig& config, std::uint64_t seed, at::ScalarType type)
    : m_config(config), m_type(type)
{
    PatchGan(m_config, m_critic.weights.started(seed, {}));
    m_critic.begin();
}

at::Tensor Adversary::lossOf(const at::Tensor& fake) const
{
    std::vector<at::Tensor> fixed;
    for (const at::Tensor& leaf : m_critic.weights.leaves())
        fixed.push_back(leaf.detach());
    return -PatchGan(m_config, m_critic.weights.with(fixed, m_type))(fake).mean();
}

at::Tensor Adversary::ownLossOf(const at::Tensor& real, const at::Tensor& fake) const
{
    const PatchGan critic(m_config, m_critic.weights.as(m_type));
    return hingeLoss(critic(real), critic(fake.detach()));
}

} // namespace enogu::core
