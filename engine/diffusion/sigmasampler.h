// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/diffusion/sigmapath.h"

namespace enogu::core {

/// Euler, Euler ancestral, LMS: x = x0 + σ·ε, and the network sees x / √(σ² + 1).
class SigmaSampler : public LevelSampler
{
public:
    double initNoiseSigma() const override;
    at::Tensor scaleInput(const at::Tensor& x, std::int64_t i) const override;

protected:
    SigmaSampler(const SamplerConfig& config, SigmaPath path);

    double sigma(std::int64_t i) const { return level(i).sigma; }
    /// dx/dσ = (x − x0)/σ (Karras et al. 2022, eq. 3).
    at::Tensor slope(const at::Tensor& x, const at::Tensor& x0, std::int64_t i) const;
};

} // namespace enogu::core
