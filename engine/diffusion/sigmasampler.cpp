// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diffusion/sigmasampler.h"

#include <ATen/TensorOperators.h>

#include <algorithm>
#include <cmath>

namespace enogu::core {

namespace {

std::vector<Level> explodingLevels(const std::vector<double>& sigmas)
{
    std::vector<Level> levels;
    for (const double sigma : sigmas)
        levels.push_back({1, sigma});
    return levels;
}

} // namespace

SigmaSampler::SigmaSampler(const SamplerConfig& config, SigmaPath path)
    : LevelSampler(config, std::move(path.timesteps), explodingLevels(path.sigmas))
{
}

double SigmaSampler::initNoiseSigma() const
{
    const bool reachesTheEnd = m_config.spacing.value_or(Spacing::Linspace) != Spacing::Leading;
    return reachesTheEnd ? sigma(0) : std::hypot(sigma(0), 1);
}

at::Tensor SigmaSampler::scaleInput(const at::Tensor& x, std::int64_t i) const
{
    return x / std::hypot(sigma(i), 1);
}

at::Tensor SigmaSampler::slope(const at::Tensor& x, const at::Tensor& x0, std::int64_t i) const
{
    return (x - x0) / sigma(i);
}

} // namespace enogu::core
