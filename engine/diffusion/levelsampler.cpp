// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diffusion/levelsampler.h"

#include "engine/diffusion/timesteps.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/clamp.h>
#include <ATen/ops/quantile.h>

#include <cmath>
#include <stdexcept>

namespace enogu::core {

namespace {

/// Dynamic thresholding (Saharia et al. 2022, arXiv 2205.11487, §2.3), for each picture.
at::Tensor thresholded(const at::Tensor& x0, const SamplerConfig& config)
{
    const at::Tensor flat = x0.flatten(1);
    const at::Tensor s =
        at::quantile(flat.abs(), config.thresholdRatio, 1, true).clamp(1, config.thresholdMax);
    return (at::clamp(flat, -s, s) / s).view_as(x0);
}

} // namespace

double Level::lambda() const
{
    return std::log(alpha) - std::log(sigma);
}

Level levelOfAlphaCumprod(float abar)
{
    return {root(abar), root(1 - abar), 1, abar};
}

Level levelOfSigma(double sigma)
{
    const auto ratio = float(sigma);
    const float alpha = 1 / root(ratio * ratio + 1);
    return {alpha, ratio * alpha};
}

LevelSampler::LevelSampler(const SamplerConfig& config, std::vector<double> timesteps,
                           std::vector<Level> levels)
    : m_config(config), m_levels(std::move(levels))
{
    m_timesteps = std::move(timesteps);
    for (std::int64_t i = 0; i < steps(); ++i) {
        if (config.prediction == Prediction::Epsilon && level(i).alpha == 0)
            throw std::invalid_argument("At a signal of zero nothing can be told from predicted "
                                        "noise: this schedule needs a v-prediction model.");
        if (config.prediction == Prediction::Sample && level(i).sigma == 0)
            throw std::invalid_argument("A model that predicts samples tells no noise of a clean "
                                        "picture: it cannot be inverted from there.");
    }
}

at::Tensor LevelSampler::addNoise(const at::Tensor& x0, const at::Tensor& noise,
                                  std::int64_t i) const
{
    if (i >= steps())
        return x0;
    return level(i).alpha * x0 + level(i).sigma * noise;
}

// v = cα·ε − cσ·x0 (Salimans and Ho 2022, arXiv 2202.00512, appendix D); hence both conversions.

at::Tensor LevelSampler::cleanOf(const at::Tensor& output, const at::Tensor& x,
                                 const Level& at) const
{
    const double alpha = at.alpha, sigma = at.sigma, c = at.c;
    at::Tensor x0 = output;
    if (m_config.prediction == Prediction::Epsilon)
        x0 = (x - sigma * output) / alpha;
    else if (m_config.prediction == Prediction::V)
        x0 = alpha * c * c * x - sigma * c * output;
    if (m_config.thresholding)
        return thresholded(x0, m_config);
    return m_config.clipSample ? x0.clamp(-m_config.clipRange, m_config.clipRange) : x0;
}

at::Tensor LevelSampler::noiseOf(const at::Tensor& output, const at::Tensor& x,
                                 const Level& at) const
{
    const double alpha = at.alpha, sigma = at.sigma, c = at.c;
    if (m_config.prediction == Prediction::Epsilon)
        return output;
    if (m_config.prediction == Prediction::V)
        return alpha * c * output + sigma * c * c * x;
    return (x - alpha * output) / sigma;
}

std::vector<double> wholeTimesteps(const SamplerConfig& config, std::int64_t steps)
{
    const std::int64_t size = config.schedule.trainSteps;
    return timestepsOf(
        {Grid::Whole, config.spacing.value_or(Spacing::Leading), size, size, config.stepsOffset},
        steps);
}

std::vector<Level> levelsAt(const NoiseSchedule& schedule, const std::vector<double>& timesteps,
                            const Level& last)
{
    std::vector<Level> levels;
    for (const double t : timesteps) {
        if (t >= double(schedule.size()))
            throw std::invalid_argument("steps_offset leads beyond the schedule's last timestep: "
                                        "use fewer steps or another sampler.");
        levels.push_back(levelOfAlphaCumprod(schedule.alphaCumprod(std::int64_t(t))));
    }
    levels.push_back(last);
    return levels;
}

Level cleanestLevel(const SamplerConfig& config, const NoiseSchedule& schedule)
{
    return config.setAlphaToOne ? Level{} : levelOfAlphaCumprod(schedule.alphaCumprod(0));
}

} // namespace enogu::core
