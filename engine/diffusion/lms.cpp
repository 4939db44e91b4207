// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diffusion/samplers.h"
#include "engine/diffusion/sigmasampler.h"

#include <ATen/TensorOperators.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace enogu::core {

namespace {

constexpr std::int64_t kOrder = 4;

/// Linear multistep (Adams–Bashforth over uneven levels): the slopes of up to four levels are
/// continued by their Lagrange polynomial. A run that begins inside the list weighs its first
/// slopes as if the earlier ones were there, and zero, as the reference does. Memory: the slopes,
/// newest first; then an undefined tensor where those before them do not count.
class Lms : public SigmaSampler
{
public:
    Lms(const SamplerConfig& config, std::int64_t steps)
        : SigmaSampler(config, eulerPath(config, steps))
    {
    }

private:
    /// Lagrange's basis polynomial of the slope `which` levels before i.
    double basis(double at, std::int64_t i, std::int64_t which, std::int64_t order) const
    {
        double product = 1;
        for (std::int64_t k = 0; k < order; ++k)
            if (k != which)
                product *= (at - sigma(i - k)) / (sigma(i - which) - sigma(i - k));
        return product;
    }

    /// Its integral from level i to i + 1: two Gauss points are exact for a cubic.
    double weight(std::int64_t i, std::int64_t which, std::int64_t order) const
    {
        const double middle = (sigma(i) + sigma(i + 1)) / 2, half = (sigma(i + 1) - sigma(i)) / 2;
        const double offset = half * std::numbers::inv_sqrt3;
        return half *
               (basis(middle - offset, i, which, order) + basis(middle + offset, i, which, order));
    }

    std::vector<at::Tensor> withoutPast() const override { return {at::Tensor()}; }

    bool fits(const std::vector<at::Tensor>& memory) const override
    {
        const auto nothing = std::ranges::find_if_not(memory, &at::Tensor::defined);
        return memory.size() <= std::size_t(kOrder) && memory.end() - nothing <= 1;
    }

    StepResult advance(const at::Tensor& output, std::int64_t i, const at::Tensor& x,
                       const at::Tensor&) override
    {
        const at::Tensor x0 = cleanOf(output, x, level(i));
        auto& slopes = memory();
        slopes.insert(slopes.begin(), slope(x, x0, i));
        slopes.resize(std::min<std::size_t>(slopes.size(), kOrder));
        const std::size_t known = slopes.size() - (slopes.back().defined() ? 0 : 1);
        const auto order =
            known < slopes.size() ? std::int64_t(known) : std::min<std::int64_t>(i + 1, kOrder);
        at::Tensor previous = x;
        for (std::size_t k = 0; k < known; ++k)
            previous = previous + weight(i, std::int64_t(k), order) * slopes[k];
        return {previous, x0};
    }
};

} // namespace

std::unique_ptr<Sampler> makeLms(const SamplerConfig& config, std::int64_t steps)
{
    return std::make_unique<Lms>(config, steps);
}

} // namespace enogu::core
