// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/diffusion/levelsampler.h"

namespace enogu::core {

/// Timesteps and the σ/α at which each begins, then the last; σ in float32.
struct SigmaPath
{
    std::vector<double> timesteps;
    std::vector<double> sigmas;
};

/// Of Euler, Euler ancestral and LMS: fractional timesteps, σ linear between whole ones.
SigmaPath eulerPath(const SamplerConfig& config, std::int64_t steps);
/// Of DPM-Solver++ and UniPC: whole timesteps.
SigmaPath solverPath(const SamplerConfig& config, std::int64_t steps);

/// Variance preserving levels of sigmas.
std::vector<Level> levelsOfSigmas(const std::vector<double>& sigmas);

} // namespace enogu::core
