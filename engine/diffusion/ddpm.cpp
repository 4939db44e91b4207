// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diffusion/levelsampler.h"
#include "engine/diffusion/samplers.h"

#include <ATen/TensorOperators.h>

#include <algorithm>

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
        const float from = level(i).abar, to = level(i + 1).abar;
        const float alpha = from / to, beta = 1 - alpha;
        const float ofX0 = root(to) * beta / (1 - from);
        const float ofX = root(alpha) * (1 - to) / (1 - from);
        const at::Tensor x0 = cleanOf(output, x, level(i));
        at::Tensor previous = ofX0 * x0 + ofX * x;
        if (m_timesteps[std::size_t(i)] > 0) {
            const float small = std::max((1 - to) / (1 - from) * beta, 1e-20F);
            previous += root(m_config.varianceLarge ? beta : small) * noise;
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
