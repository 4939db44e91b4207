// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diffusion/samplers.h"
#include "engine/diffusion/sigmapath.h"

#include <ATen/TensorOperators.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace enogu::core {

namespace {

/// ρ of Σ_m ρ_m·r_m^(k−1) = b_k, k = 1 … the number of r (Zhao et al. 2023, eq. 4), with
/// b_k = k!·φ_{k+1}(h)/B(h)·h; one r alone takes ½.
std::vector<double> weights(const std::vector<double>& r, double h, double b)
{
    constexpr std::size_t kMost = 3; // solver orders
    const std::size_t n = std::min(r.size(), kMost);
    if (n == 1)
        return {0.5};
    std::array<std::array<double, kMost + 1>, kMost> rows{}; // the system, then its right side
    double phi = std::expm1(h) / h - 1, factorial = 1;
    for (std::size_t k = 0; k < n; ++k) {
        for (std::size_t m = 0; m < n; ++m)
            rows[k][m] = std::pow(r[m], double(k));
        rows[k][n] = phi * factorial / b;
        factorial *= double(k + 2);
        phi = phi / h - 1 / factorial;
    }
    for (std::size_t k = 0; k < n; ++k) // the r are distinct, their powers need no pivots
        for (std::size_t row = 0; row < n; ++row) {
            const double factor = row == k ? 0 : rows[row][k] / rows[k][k];
            for (std::size_t m = k; m <= n; ++m)
                rows[row][m] -= factor * rows[k][m];
        }
    std::vector<double> rho;
    for (std::size_t k = 0; k < n; ++k)
        rho.push_back(rows[k][n] / rows[k][k]);
    return rho;
}

/// UniPC (Zhao et al. 2023, arXiv 2302.04867) on predicted x0. Memory: x before the last predictor,
/// then the x0 of earlier levels, newest first.
class UniPc : public LevelSampler
{
public:
    UniPc(const SamplerConfig& config, SigmaPath path)
        : LevelSampler(config, std::move(path.timesteps), levelsOfSigmas(path.sigmas))
    {
    }

private:
    /// Of the predictor of step i, and of the corrector that follows it, with `known` outputs.
    std::int64_t orderAt(std::int64_t i, std::size_t known) const
    {
        const std::int64_t left = steps() - i;
        const bool lower = m_config.lowerOrderFinal || (left == 1 && m_config.finalSigmaZero);
        return std::min(
            {m_config.solverOrder, std::int64_t(known), lower ? left : m_config.solverOrder});
    }

    bool fits(const std::vector<at::Tensor>& memory) const override
    {
        return memory.size() != 1 && Sampler::fits(memory);
    }

    StepResult advance(const at::Tensor& output, std::int64_t i, const at::Tensor& x,
                       const at::Tensor&) override
    {
        const at::Tensor x0 = cleanOf(output, x, level(i));
        auto& kept = memory();
        at::Tensor corrected = x;
        if (!kept.empty())
            corrected = moved(kept[0], i - 1, orderAt(i - 1, kept.size() - 1), x0);
        else
            kept.resize(1);
        kept[0] = corrected;
        kept.insert(kept.begin() + 1, x0);
        kept.resize(std::min(kept.size(), std::size_t(1 + m_config.solverOrder)));
        return {moved(corrected, i, orderAt(i, kept.size() - 1), {}), x0};
    }

    /// From level i to i + 1 with the given order: UniP (eq. 3), or, when x0 at level i + 1 is
    /// known already, UniC (eq. 8).
    at::Tensor moved(const at::Tensor& x, std::int64_t i, std::int64_t order,
                     const at::Tensor& ahead)
    {
        const Level from = level(i), to = level(i + 1);
        const double h = from.lambda() - to.lambda();
        if (h == 0)
            return x;
        const double b = m_config.bh1 ? h : std::expm1(h);
        const at::Tensor newest = memory()[1];
        std::vector<double> r;
        std::vector<at::Tensor> differences;
        for (std::int64_t k = 1; k < order; ++k) {
            r.push_back((level(i - k).lambda() - from.lambda()) / -h);
            differences.push_back((memory()[std::size_t(1 + k)] - newest) / r.back());
        }
        if (ahead.defined()) {
            r.push_back(1);
            differences.push_back(ahead - newest);
        }
        at::Tensor result = to.sigma / from.sigma * x - to.alpha * std::expm1(h) * newest;
        const std::vector<double> rho = r.empty() ? r : weights(r, h, b);
        for (std::size_t k = 0; k < rho.size(); ++k)
            result = result - to.alpha * b * rho[k] * differences[k];
        return result;
    }
};

} // namespace

std::unique_ptr<Sampler> makeUniPc(const SamplerConfig& config, std::int64_t steps)
{
    return std::make_unique<UniPc>(config, solverPath(config, steps));
}

} // namespace enogu::core
