// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/diffusion/runs.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/ops/randn.h>

namespace enogu::tests {

Noise::Noise(std::uint64_t seed) : m_generator(at::detail::createCPUGenerator(seed)) {}

at::Tensor Noise::operator()(at::IntArrayRef shape)
{
    return at::randn(shape, m_generator, at::kFloat);
}

Trace runOf(core::Sampler& sampler, const Network& network, const at::Tensor& start, Noise& noise)
{
    Trace trace{{start}, {}};
    const auto calls = std::int64_t(sampler.timesteps().size());
    for (std::int64_t i = sampler.state().next; i < calls; ++i) {
        const at::Tensor& x = trace.x.back();
        const at::Tensor output =
            network(sampler.scaleInput(x, i), sampler.timesteps()[std::size_t(i)]);
        const at::Tensor fresh = sampler.drawsNoise() ? noise(x.sizes()) : at::Tensor();
        const core::StepResult result = sampler.step(output, i, x, fresh);
        trace.x.push_back(result.previous);
        trace.predX0.push_back(result.predX0);
    }
    return trace;
}

} // namespace enogu::tests
