// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diffusion/samplers.h"
#include "engine/diffusion/sigmapath.h"

#include <ATen/TensorOperators.h>

#include <algorithm>
#include <cmath>

namespace enogu::core {

namespace {

/// Runs this short end with lower orders.
constexpr std::int64_t kFewSteps = 15;

/// DPM-Solver++ (Lu et al. 2022, arXiv 2211.01095), multistep, midpoint. Memory: the predicted x0
/// of earlier levels, newest first.
class DpmSolverPp : public LevelSampler
{
public:
    DpmSolverPp(const SamplerConfig& config, SigmaPath path)
        : LevelSampler(config, std::move(path.timesteps), levelsOfSigmas(path.sigmas))
    {
    }

private:
    std::int64_t orderAt(std::int64_t i) const
    {
        const std::int64_t left = steps() - i;
        const bool careful = m_config.lowerOrderFinal && steps() < kFewSteps;
        if (left == 1 && (careful || m_config.eulerAtFinal || m_config.finalSigmaZero))
            return 1;
        return left == 2 && careful ? std::min<std::int64_t>(m_config.solverOrder, 2)
                                    : m_config.solverOrder;
    }

    /// Algorithm 2, with m the newest x0: x' = σ'/σ·x + α'(1 − e^−h)·(m + correction).
    StepResult advance(const at::Tensor& output, std::int64_t i, const at::Tensor& x,
                       const at::Tensor&) override
    {
        const Level from = level(i), to = level(i + 1);
        auto& past = memory();
        past.insert(past.begin(), cleanOf(output, x, from));
        const auto order = std::min(std::int64_t(past.size()), orderAt(i));
        const double h = to.lambda() - from.lambda();
        const double gain = -to.alpha * std::expm1(-h);
        at::Tensor previous = to.sigma / from.sigma * x + gain * past[0];
        if (order > 1)
            previous = previous + correction(i, order, h, to.alpha);
        const StepResult result{previous, past[0]};
        past.resize(std::min(past.size(), std::size_t(m_config.solverOrder - 1)));
        return result;
    }

    /// The terms of the first and second derivative of x0 by λ (appendix B). Midpoint replaces the
    /// first one's factor by half the gain at order 2.
    at::Tensor correction(std::int64_t i, std::int64_t order, double h, double alpha)
    {
        const auto& m = memory();
        const double gain = -alpha * std::expm1(-h);
        const double before = level(i).lambda() - level(i - 1).lambda();
        const at::Tensor first = (m[0] - m[1]) * (h / before);
        if (order == 2)
            return gain / 2 * first;
        const double earlier = level(i - 1).lambda() - level(i - 2).lambda();
        const at::Tensor second = (m[1] - m[2]) * (h / earlier);
        const double r0 = before / h, r1 = earlier / h;
        const at::Tensor bend = (first - second) / (r0 + r1);
        const double onFirst = alpha - gain / h;
        const double onSecond = alpha * ((std::expm1(-h) + h) / (h * h) - 0.5);
        return onFirst * (first + r0 * bend) - onSecond * bend;
    }
};

} // namespace

std::unique_ptr<Sampler> makeDpmSolverPp(const SamplerConfig& config, std::int64_t steps)
{
    return std::make_unique<DpmSolverPp>(config, solverPath(config, steps));
}

} // namespace enogu::core
