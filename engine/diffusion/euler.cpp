// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diffusion/samplers.h"
#include "engine/diffusion/sigmasampler.h"

#include <ATen/TensorOperators.h>

namespace enogu::core {

namespace {

/// Karras et al. 2022 (arXiv 2206.00364), algorithm 2 without churn and correction. Its step
/// x + (σ' − σ)·(x − x0)/σ is written so that no digits are lost where x is much the larger one.
class Euler : public SigmaSampler
{
public:
    Euler(const SamplerConfig& config, std::int64_t steps)
        : SigmaSampler(config, eulerPath(config, steps))
    {
    }

private:
    StepResult advance(const at::Tensor& output, std::int64_t i, const at::Tensor& x,
                       const at::Tensor&) override
    {
        const at::Tensor x0 = cleanOf(output, x, level(i));
        return {x0 + (x - x0) * (sigma(i + 1) / sigma(i)), x0};
    }
};

} // namespace

std::unique_ptr<Sampler> makeEuler(const SamplerConfig& config, std::int64_t steps)
{
    return std::make_unique<Euler>(config, steps);
}

} // namespace enogu::core
