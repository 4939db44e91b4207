// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diffusion/sampler.h"

#include "engine/diffusion/samplers.h"

#include <algorithm>
#include <stdexcept>

namespace enogu::core {

StepResult Sampler::step(const at::Tensor& output, std::int64_t i, const at::Tensor& x,
                         const at::Tensor& noise)
{
    if (i != m_state.next || i < 0 || i >= std::int64_t(m_timesteps.size()))
        throw std::logic_error("A sampler's steps must be taken in order.");
    if (drawsNoise() && !noise.defined())
        throw std::logic_error("This sampler needs fresh noise at every step.");
    StepResult result = advance(output, i, x, noise);
    m_state.next = i + 1;
    return result;
}

bool Sampler::fits(const std::vector<at::Tensor>& memory) const
{
    return std::ranges::all_of(memory, [](const at::Tensor& tensor) { return tensor.defined(); });
}

bool Sampler::restore(const SamplerState& state)
{
    if (state.next < 0 || state.next > std::int64_t(m_timesteps.size()) || !fits(state.memory))
        return false;
    m_state = state;
    return true;
}

namespace {

std::unique_ptr<Sampler> makeKind(const SamplerConfig& config, std::int64_t steps,
                                  std::int64_t first)
{
    switch (config.kind) {
    case SamplerKind::Ddim:
        return makeDdim(config, steps);
    case SamplerKind::DdimInverse:
        return makeDdimInverse(config, steps);
    case SamplerKind::Ddpm:
        return makeDdpm(config, steps);
    case SamplerKind::Euler:
        return makeEuler(config, steps);
    case SamplerKind::EulerAncestral:
        return makeEulerAncestral(config, steps);
    case SamplerKind::Lms:
        return makeLms(config, steps);
    case SamplerKind::Pndm:
        return makePndm(config, steps, first);
    case SamplerKind::DpmSolverPp2M:
        return makeDpmSolverPp(config, steps);
    case SamplerKind::UniPc:
        return makeUniPc(config, steps);
    case SamplerKind::Lcm:
        return makeLcm(config, steps);
    }
    throw std::invalid_argument("This kind of sampler is not known.");
}

} // namespace

std::unique_ptr<Sampler> makeSampler(const SamplerConfig& config, std::int64_t steps,
                                     std::int64_t first)
{
    SamplerConfig checked = config;
    if (!config.schedule.trainedBetas.empty())
        checked.schedule.trainSteps = std::int64_t(config.schedule.trainedBetas.size());
    const std::int64_t size = checked.schedule.trainSteps;
    if (steps < 1 || steps > size)
        throw std::invalid_argument("The model's noise schedule allows 1 to " +
                                    std::to_string(size) + " steps, not " + std::to_string(steps) +
                                    ".");
    if (config.solverOrder < 1 || config.solverOrder > 3)
        throw std::invalid_argument("A solver's order is 1, 2 or 3.");
    if (first < 0 || first >= steps)
        throw std::invalid_argument("A run begins at one of its steps.");
    std::unique_ptr<Sampler> sampler = makeKind(checked, steps, first);
    sampler->begin(first);
    return sampler;
}

} // namespace enogu::core
