// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diffusion/levelsampler.h"
#include "engine/diffusion/samplers.h"

#include <ATen/TensorOperators.h>

#include <algorithm>
#include <stdexcept>

namespace enogu::core {

namespace {

/// DDIM run upwards, from a sample to its noise (Song et al. 2020, arXiv 2010.02502, §4.3; Couairon
/// et al. 2022, arXiv 2210.11427, §3.1). The network is called with the timestep that the step
/// leads to; x comes from N // steps below it.
class DdimInverse : public LevelSampler
{
public:
    DdimInverse(const SamplerConfig& config, const NoiseSchedule& schedule,
                const std::vector<double>& timesteps)
        : LevelSampler(config, timesteps, sources(config, schedule, timesteps)),
          m_targets(levelsAt(schedule, timesteps, Level{}))
    {
    }

private:
    static std::vector<Level> sources(const SamplerConfig& config, const NoiseSchedule& schedule,
                                      const std::vector<double>& timesteps)
    {
        const auto stride = schedule.size() / std::int64_t(timesteps.size());
        std::vector<Level> levels;
        for (const double timestep : timesteps) {
            const std::int64_t t = std::min(std::int64_t(timestep) - stride, schedule.size() - 1);
            levels.push_back(t < 0 ? cleanestLevel(config, schedule)
                                   : levelOfAlphaCumprod(schedule.alphaCumprod(t)));
        }
        levels.push_back(levels.back());
        return levels;
    }

    /// Eq. 12 with η = 0.
    StepResult advance(const at::Tensor& output, std::int64_t i, const at::Tensor& x,
                       const at::Tensor&) override
    {
        const Level from = level(i), to = m_targets[std::size_t(i)];
        const at::Tensor x0 = cleanOf(output, x, from);
        return {to.alpha * x0 + to.sigma * noiseOf(output, x, from), x0};
    }

    std::vector<Level> m_targets;
};

} // namespace

std::unique_ptr<Sampler> makeDdimInverse(const SamplerConfig& config, std::int64_t steps)
{
    if (config.spacing.value_or(Spacing::Leading) == Spacing::Linspace)
        throw std::invalid_argument("Inversion knows leading and trailing timesteps, not the "
                                    "linspace that this model's scheduler asks for.");
    std::vector<double> timesteps = wholeTimesteps(config, steps);
    std::reverse(timesteps.begin(), timesteps.end());
    return std::make_unique<DdimInverse>(config, NoiseSchedule(config.schedule), timesteps);
}

} // namespace enogu::core
