// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/diffusion/sampler.h"

namespace enogu::core {

/// x = α·x0 + σ·ε. Variance preserving kinds have α² + σ² = 1, Euler kinds α = 1; c·x is variance
/// preserving in both. Coefficients of steps are worked out in float32, as the reference's are.
struct Level
{
    double alpha = 1, sigma = 0, c = 1;
    float abar = 1; ///< ᾱ, where the level comes from one

    /// log(α/σ), half the logarithm of the signal to noise ratio.
    double lambda() const;
};

Level levelOfAlphaCumprod(float abar);
/// The variance preserving level with σ/α = sigma.
Level levelOfSigma(double sigma);

/// A sampler whose step i leads from level i to level i + 1.
class LevelSampler : public Sampler
{
public:
    at::Tensor addNoise(const at::Tensor& x0, const at::Tensor& noise,
                        std::int64_t i) const override;

protected:
    /// levels: one more than timesteps.
    LevelSampler(const SamplerConfig& config, std::vector<double> timesteps,
                 std::vector<Level> levels);

    const Level& level(std::int64_t i) const { return m_levels[std::size_t(i)]; }
    std::int64_t steps() const { return std::int64_t(m_timesteps.size()); }
    /// What the output at x predicts: x0, after thresholding or clipping where asked, and ε,
    /// before.
    at::Tensor cleanOf(const at::Tensor& output, const at::Tensor& x, const Level& at) const;
    at::Tensor noiseOf(const at::Tensor& output, const at::Tensor& x, const Level& at) const;

    SamplerConfig m_config;

private:
    std::vector<Level> m_levels;
};

/// The whole timesteps of DDPM, DDIM and PNDM.
std::vector<double> wholeTimesteps(const SamplerConfig& config, std::int64_t steps);
/// The levels at which the timesteps begin, then `last`. Throws std::invalid_argument for a
/// timestep beyond the schedule.
std::vector<Level> levelsAt(const NoiseSchedule& schedule, const std::vector<double>& timesteps,
                            const Level& last);
/// ᾱ = 1 or ᾱ_0, as setAlphaToOne says.
Level cleanestLevel(const SamplerConfig& config, const NoiseSchedule& schedule);

} // namespace enogu::core
