// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/scenes/easel.h"

namespace enogu::drawn {

/// The window of every room, in the scene's square.
constexpr Bounds kWindow{0.35f, 0.11f, 0.65f, 0.42f};
/// Where a room's wall meets its floor, and a street's road begins and ends.
constexpr float kFloorLine = 0.62f, kRoadTop = 0.66f, kRoadBottom = 0.83f;

/// Sky, sun or moon, clouds and hills, as far as the easel's clip lets them.
void paintSky(Easel& easel, std::uint64_t seed, float horizon);
void paintStreet(Easel& easel, std::uint64_t seed);
void paintRoom(Easel& easel, std::uint64_t seed, const Light& outside);
/// Rain or snow in the air, the same in every scene.
void paintWeather(Easel& easel);

} // namespace enogu::drawn
