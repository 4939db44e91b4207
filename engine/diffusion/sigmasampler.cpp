// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diffusion/sigmasampler.h"

#include <ATen/TensorOperators.h>

#include <algorithm>

namespace enogu::core {

namespace {

/// √(σ² + 1).
double total(double sigma)
{
    return root(float(sigma) * float(sigma) + 1);
}

std::vector<Level> explodingLevels(const std::vector<double>& sigmas)
{
    std::vector<Level> levels;
    for (const double sigma : sigmas)
        levels.push_back({1, sigma, 1 / total(sigma)});
    return levels;
}

} // namespace

SigmaSampler::SigmaSampler(const SamplerConfig& config, SigmaPath path)
    : LevelSampler(config, std::move(path.timesteps), explodingLevels(path.sigmas))
{
}

double SigmaSampler::initNoiseSigma() const
{
    double largest = 0; // not always the first, where a schedule's very last level is cut
    for (std::int64_t i = 0; i < steps(); ++i)
        largest = std::max(largest, sigma(i));
    const bool reachesTheEnd = m_config.spacing.value_or(Spacing::Linspace) != Spacing::Leading;
    return reachesTheEnd ? largest : total(largest);
}

at::Tensor SigmaSampler::scaleInput(const at::Tensor& x, std::int64_t i) const
{
    return x / total(sigma(i));
}

at::Tensor SigmaSampler::slope(const at::Tensor& x, const at::Tensor& x0, std::int64_t i) const
{
    return (x - x0) / sigma(i);
}

} // namespace enogu::core
