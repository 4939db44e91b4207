// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diffusion/samplers.h"
#include "engine/diffusion/sigmasampler.h"

#include <ATen/TensorOperators.h>

#include <algorithm>

namespace enogu::core {

namespace {

/// An Euler step (see there) to σ_down, below the next level, then noise up to it: σ_down² + σ_up²
/// = σ'², with σ_up the spread of the ancestral step of DDPM (Ho et al. 2020, arXiv 2006.11239, eq.
/// 7, in σ).
class EulerAncestral : public SigmaSampler
{
public:
    EulerAncestral(const SamplerConfig& config, std::int64_t steps)
        : SigmaSampler(config, eulerPath(config, steps))
    {
    }

    bool drawsNoise() const override { return true; }

private:
    StepResult advance(const at::Tensor& output, std::int64_t i, const at::Tensor& x,
                       const at::Tensor& noise) override
    {
        // float32, as the reference: the difference under the second root keeps few digits.
        const auto from = float(sigma(i)), to = float(sigma(i + 1));
        const float up = root(to * to * (from * from - to * to) / (from * from));
        const float down = root(std::max(to * to - up * up, 0.0F));
        const at::Tensor x0 = cleanOf(output, x, level(i));
        return {x0 + (x - x0) * (down / from) + up * noise, x0};
    }
};

} // namespace

std::unique_ptr<Sampler> makeEulerAncestral(const SamplerConfig& config, std::int64_t steps)
{
    return std::make_unique<EulerAncestral>(config, steps);
}

} // namespace enogu::core
