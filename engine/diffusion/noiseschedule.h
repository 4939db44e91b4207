// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace enogu::core {

enum class BetaSchedule { Linear, ScaledLinear, Cosine, Sigmoid };

struct NoiseScheduleConfig
{
    std::int64_t trainSteps = 1000;
    double betaStart = 0.0001, betaEnd = 0.02;
    BetaSchedule betas = BetaSchedule::Linear;
    std::vector<float> trainedBetas; ///< replaces the three above unless empty
    bool zeroTerminalSnr = false;    ///< shifts √ᾱ so that the last one is 0 (arXiv 2305.08891)
};

/// The table ᾱ_t of a forward process, t = 0 … trainSteps − 1, in float32 as LibTorch cumulates it.
/// Immutable.
class NoiseSchedule
{
public:
    explicit NoiseSchedule(const NoiseScheduleConfig& config);

    std::int64_t size() const { return std::int64_t(m_alphasCumprod.size()); }
    /// ᾱ_t; t must be inside the table.
    float alphaCumprod(std::int64_t t) const { return m_alphasCumprod[std::size_t(t)]; }
    /// σ_t = √((1 − ᾱ_t) / ᾱ_t). ᾱ_t = 0 counts as 2⁻²⁴, half precision's smallest number.
    double sigma(std::int64_t t) const { return double(m_sigmas[std::size_t(t)]); }

private:
    std::vector<float> m_alphasCumprod, m_sigmas;
};

/// √ as LibTorch rounds it in float32, which differs from std::sqrt in the last bit of some values:
/// coefficients made with it are the reference's, bit for bit.
float root(float square);

} // namespace enogu::core
