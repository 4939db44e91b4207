// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diffusion/levelsampler.h"
#include "engine/diffusion/samplers.h"
#include "engine/diffusion/timesteps.h"

#include <ATen/TensorOperators.h>

#include <cmath>
#include <stdexcept>

namespace enogu::core {

namespace {

/// Latent consistency models (Luo et al. 2023, arXiv 2310.04378): jump to x0, noise up again.
class Lcm : public LevelSampler
{
public:
    Lcm(const SamplerConfig& config, const NoiseSchedule& schedule,
        const std::vector<double>& timesteps)
        : LevelSampler(config, timesteps, levelsAt(schedule, timesteps, Level{}))
    {
    }

    bool drawsNoise() const override { return true; }

private:
    /// The boundary blend of Song et al. 2023 (arXiv 2303.01469), appendix C, then the next level.
    StepResult advance(const at::Tensor& output, std::int64_t i, const at::Tensor& x,
                       const at::Tensor& noise) override
    {
        const at::Tensor x0 = cleanOf(output, x, level(i));
        const double t = m_timesteps[std::size_t(i)] * m_config.lcmTimestepScaling;
        const double data = m_config.sigmaData, norm = std::hypot(t, data);
        const at::Tensor blend = t / norm * x0 + data * data / (norm * norm) * x;
        const Level to = level(i + 1);
        const bool last = i + 1 == steps();
        return {last ? blend : to.alpha * blend + to.sigma * noise, x0};
    }
};

/// The timesteps that the model was distilled on, noisiest first, thinned out evenly.
std::vector<double> distilledTimesteps(const SamplerConfig& config, std::int64_t steps)
{
    const std::int64_t original = config.lcmOriginalSteps;
    const std::int64_t stride = config.schedule.trainSteps / original;
    const double thinning = double(original) / double(steps);
    std::vector<double> timesteps;
    for (std::int64_t i = 0; i < steps; ++i) {
        const auto skipped = std::int64_t(std::floor(double(i) * thinning));
        timesteps.push_back(double((original - skipped) * stride - 1));
    }
    return timesteps;
}

} // namespace

std::unique_ptr<Sampler> makeLcm(const SamplerConfig& config, std::int64_t steps)
{
    const std::int64_t original = config.lcmOriginalSteps;
    if (original < 1 || original > config.schedule.trainSteps)
        throw std::invalid_argument("LCM's original_inference_steps does not fit the model's "
                                    "noise schedule: use another sampler.");
    if (steps > original)
        throw std::invalid_argument("LCM was distilled on " + std::to_string(original) +
                                    " steps and takes no more: use fewer steps.");
    return std::make_unique<Lcm>(config, NoiseSchedule(config.schedule),
                                 distilledTimesteps(config, steps));
}

} // namespace enogu::core
