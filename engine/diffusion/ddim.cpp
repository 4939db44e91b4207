// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diffusion/levelsampler.h"
#include "engine/diffusion/samplers.h"

#include <ATen/TensorOperators.h>

#include <algorithm>

namespace enogu::core {

namespace {

/// Denoising diffusion implicit models (Song et al. 2020, arXiv 2010.02502).
class Ddim : public LevelSampler
{
public:
    Ddim(const SamplerConfig& config, const NoiseSchedule& schedule, std::int64_t steps)
        : Ddim(config, schedule, wholeTimesteps(config, steps))
    {
    }

    bool drawsNoise() const override { return m_config.eta > 0; }

private:
    Ddim(const SamplerConfig& config, const NoiseSchedule& schedule,
         const std::vector<double>& timesteps)
        : LevelSampler(config, timesteps,
                       levelsAt(schedule, timesteps, cleanestLevel(config, schedule)))
    {
    }

    /// σ(η), eq. 16.
    float spread(float from, float to) const
    {
        return float(m_config.eta) * root((1 - to) / (1 - from) * (1 - from / to));
    }

    /// Eq. 12.
    StepResult advance(const at::Tensor& output, std::int64_t i, const at::Tensor& x,
                       const at::Tensor& noise) override
    {
        const Level from = level(i), to = level(i + 1);
        const at::Tensor x0 = cleanOf(output, x, from);
        const float sigma = spread(from.abar, to.abar);
        const float direction = root(std::max(1 - to.abar - sigma * sigma, 0.0F));
        at::Tensor previous = to.alpha * x0 + direction * noiseOf(output, x, from);
        if (drawsNoise())
            previous += sigma * noise;
        return {previous, x0};
    }
};

} // namespace

std::unique_ptr<Sampler> makeDdim(const SamplerConfig& config, std::int64_t steps)
{
    return std::make_unique<Ddim>(config, NoiseSchedule(config.schedule), steps);
}

} // namespace enogu::core
