// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diffusion/levelsampler.h"
#include "engine/diffusion/samplers.h"

#include <ATen/TensorOperators.h>

#include <algorithm>
#include <cmath>

namespace enogu::core {

namespace {

/// Denoising diffusion probabilistic models (Ho et al. 2020, arXiv 2006.11239). Where timesteps are
/// left out, α_t stands for ᾱ_t / ᾱ_p, p being the next entry of the list.
class Ddpm : public LevelSampler
{
public:
    Ddpm(const SamplerConfig& config, const NoiseSchedule& schedule,
         const std::vector<double>& timesteps)
        : LevelSampler(config, timesteps, levelsAt(schedule, timesteps, Level{}))
    {
    }

    bool drawsNoise() const override { return true; }

private:
    /// Eq. 7, and §3.2 for the two variances.
    StepResult advance(const at::Tensor& output, std::int64_t i, const at::Tensor& x,
                       const at::Tensor& noise) override
    {
        const Level from = level(i), to = level(i + 1);
        const double alpha = std::pow(from.alpha / to.alpha, 2);
        const double beta = 1 - alpha;
        const double left = from.sigma * from.sigma, kept = to.sigma * to.sigma;
        const at::Tensor x0 = cleanOf(output, x, from);
        at::Tensor previous = to.alpha * beta / left * x0 + std::sqrt(alpha) * kept / left * x;
        if (m_timesteps[std::size_t(i)] > 0) {
            const double small = std::max(kept / left * beta, 1e-20);
            previous += std::sqrt(m_config.varianceLarge ? beta : small) * noise;
        }
        return {previous, x0};
    }
};

} // namespace

std::unique_ptr<Sampler> makeDdpm(const SamplerConfig& config, std::int64_t steps)
{
    return std::make_unique<Ddpm>(config, NoiseSchedule(config.schedule),
                                  wholeTimesteps(config, steps));
}

} // namespace enogu::core
