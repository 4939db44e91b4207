// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/diffusion/sampler.h"

namespace enogu::core {

/// How a family of samplers lays its timesteps.
enum class Grid {
    Whole,      ///< DDPM, DDIM, PNDM: whole numbers
    Fractional, ///< Euler kinds: linspace is not rounded (float32)
    Solver      ///< DPM-Solver++, UniPC: one more point, of which the cleanest is dropped
};

struct TimestepGrid
{
    Grid grid = Grid::Whole;
    Spacing spacing = Spacing::Leading;
    std::int64_t trainSteps = 1000; ///< of the schedule
    std::int64_t end = 1000;        ///< one past the last timestep used
    std::int64_t stepsOffset = 0;   ///< leading alone
};

/// `first` … `last` in `count` equal strides; one value alone is `first`.
std::vector<double> linspace(double first, double last, std::int64_t count);

/// `steps` timesteps, noisiest first (Lin et al. 2023, arXiv 2305.08891, table 2).
std::vector<double> timestepsOf(const TimestepGrid& grid, std::int64_t steps);

} // namespace enogu::core
