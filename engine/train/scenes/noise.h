// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

namespace enogu {

/// Smooth noise with mean 0 and values in about [-1, 1]; one bump a unit.
float smoothNoise(float x, float y, std::uint32_t seed);
/// Sum of `octaves` smooth noises, each twice as fine and `gain` times as strong; about [-1, 1].
float fractalNoise(float x, float y, std::uint32_t seed, int octaves, float gain);

/// Cells around scattered points, one a unit square.
struct Cell
{
    float nearest; ///< distance to the cell's point
    float second;  ///< distance to the next cell's point
    float value;   ///< the cell's own number in [-1, 1]
};
Cell cellAt(float x, float y, std::uint32_t seed);

/// Number in [-1, 1] of a lattice point.
float latticeValue(std::int32_t x, std::int32_t y, std::uint32_t seed);

} // namespace enogu
