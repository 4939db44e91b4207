// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diffusion/levelsampler.h"
#include "engine/diffusion/samplers.h"

#include <ATen/TensorOperators.h>

#include <algorithm>
#include <stdexcept>

namespace enogu::core {

namespace {

using Timesteps = std::vector<double>;

constexpr std::size_t kHistory = 4;

/// Pseudo linear multistep alone: the second timestep of a run is visited twice, so that its first
/// step can be redone with the mean of both its ends.
Timesteps multistepList(Timesteps list, std::int64_t first)
{
    if (first + 1 < std::int64_t(list.size()))
        list.insert(list.begin() + first + 1, list[std::size_t(first + 1)]);
    return list;
}

/// Three pseudo Runge–Kutta steps of four calls each (start, middle twice, end) lead the run.
Timesteps rungeKuttaList(const Timesteps& list, std::int64_t first, std::int64_t halfStride)
{
    const auto warm = std::size_t(first) + kHistory - 1;
    Timesteps calls(list.begin(), list.begin() + first);
    for (std::size_t k = std::size_t(first); k < warm; ++k) {
        const double middle = list[k + 1] + double(halfStride);
        calls.insert(calls.end(), {list[k], middle, middle, list[k + 1]});
    }
    calls.insert(calls.end(), list.begin() + std::ptrdiff_t(warm), list.end());
    return calls;
}

/// Pseudo numerical methods (Liu et al. 2022, arXiv 2202.09778). Memory: the x at which the warm-up
/// began its step (undefined once it is over, and in runs that begin elsewhere), the
/// Runge–Kutta sum, then outputs, newest first.
class Pndm : public LevelSampler
{
public:
    Pndm(const SamplerConfig& config, const NoiseSchedule& schedule, const Timesteps& timesteps,
         std::int64_t first)
        : LevelSampler(config, timesteps,
                       levelsAt(schedule, timesteps, cleanestLevel(config, schedule))),
          m_first(first),
          m_warm(first + (config.skipPrk ? 2 : 4 * (std::int64_t(kHistory) - 1)))
    {
    }

private:
    /// Formula 11: the way along ε from one level to another. Outputs of v are averaged as they
    /// are and turned into ε here. Where little signal is left the two terms nearly cancel: only
    /// the same roundings give the reference's numbers.
    at::Tensor transferred(const at::Tensor& x, const at::Tensor& output, std::int64_t from,
                           std::int64_t to) const
    {
        const at::Tensor eps =
            m_config.prediction == Prediction::V ? noiseOf(output, x, level(from)) : output;
        const float here = level(from).abar, there = level(to).abar;
        const float divisor = here * root(1 - there) + root(here * (1 - here) * there);
        return root(there / here) * x - (there - here) * eps / divisor;
    }

    bool fits(const std::vector<at::Tensor>& memory) const override
    {
        if (memory.empty())
            return true;
        const bool warms = memory[0].defined() && !m_config.skipPrk;
        return memory.size() > 2 && memory.size() <= 2 + kHistory &&
               (!warms || memory[1].defined()) && Sampler::fits({memory.begin() + 2, memory.end()});
    }

    StepResult advance(const at::Tensor& output, std::int64_t i, const at::Tensor& x,
                       const at::Tensor&) override
    {
        auto& kept = memory();
        kept.resize(std::max<std::size_t>(kept.size(), 2));
        const bool warming = i < m_warm && (i == m_first || kept[0].defined());
        const at::Tensor raw =
            m_config.prediction == Prediction::Sample ? noiseOf(output, x, level(i)) : output;
        const at::Tensor previous = !warming           ? multistep(raw, i, x)
                                    : m_config.skipPrk ? doubledStep(raw, i, x)
                                                       : rungeKutta(raw, i, x);
        if (i + 1 >= m_warm)
            kept[0] = kept[1] = at::Tensor();
        return {previous, cleanOf(output, x, level(i))};
    }

    void remember(const at::Tensor& raw)
    {
        memory().insert(memory().begin() + 2, raw);
        memory().resize(std::min(memory().size(), 2 + kHistory));
    }

    /// Formula 12, and its lower orders while outputs are few.
    at::Tensor multistep(const at::Tensor& raw, std::int64_t i, const at::Tensor& x)
    {
        remember(raw);
        const auto e = [this](std::size_t k) { return memory()[2 + k]; };
        at::Tensor mean = raw;
        switch (memory().size() - 2) {
        case 1:
            break;
        case 2:
            mean = (3 * e(0) - e(1)) / 2;
            break;
        case 3:
            mean = (23 * e(0) - 16 * e(1) + 5 * e(2)) / 12;
            break;
        default:
            mean = (55 * e(0) - 59 * e(1) + 37 * e(2) - 9 * e(3)) / 24;
        }
        return transferred(x, mean, i, i + 1);
    }

    at::Tensor doubledStep(const at::Tensor& raw, std::int64_t i, const at::Tensor& x)
    {
        if (i > m_first)
            return transferred(memory()[0], (raw + memory()[2]) / 2, m_first, i);
        memory()[0] = x;
        remember(raw);
        return transferred(x, raw, i, i + 1);
    }

    /// Formula 13: weights 1, 2, 2, 1 of 6, every part starting from the same x.
    at::Tensor rungeKutta(const at::Tensor& raw, std::int64_t i, const at::Tensor& x)
    {
        auto& start = memory()[0];
        auto& sum = memory()[1];
        const std::int64_t part = (i - m_first) % 4, first = i - part;
        if (part == 0) {
            start = x;
            sum = raw / 6;
            remember(raw);
        } else {
            sum = sum + raw / (part == 3 ? 6 : 3);
        }
        const std::int64_t to = part < 2 ? first + 1 : first + 3;
        return transferred(memory()[0], part == 3 ? memory()[1] : raw, first, to);
    }

    std::int64_t m_first, m_warm;
};

} // namespace

std::unique_ptr<Sampler> makePndm(const SamplerConfig& config, std::int64_t steps,
                                  std::int64_t first)
{
    const Timesteps base = wholeTimesteps(config, steps);
    const NoiseSchedule schedule(config.schedule);
    if (config.skipPrk)
        return std::make_unique<Pndm>(config, schedule, multistepList(base, first), first);
    if (steps - first < std::int64_t(kHistory))
        throw std::invalid_argument("PNDM with Runge-Kutta steps (skip_prk_steps false) needs at "
                                    "least 4 steps.");
    const std::int64_t halfStride = config.schedule.trainSteps / steps / 2;
    return std::make_unique<Pndm>(config, schedule, rungeKuttaList(base, first, halfStride), first);
}

} // namespace enogu::core
