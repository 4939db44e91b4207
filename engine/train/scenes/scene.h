// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/scenes/world.h"

#include <cstdint>
#include <vector>

namespace enogu {

/// A thing of a scene, or a pair of one colour.
struct Thing
{
    Kind kind{};
    ColourName colour{};
    Side side{};          ///< a pair stands left and right; side is then Left
    int count = 1;        ///< 1 or 2
    float dx = 0, dy = 0; ///< off its spot, in heights of the picture
    float size = 1;

    bool operator==(const Thing&) const = default;
};

/// Everything that a picture shows. Each kind occurs at most once.
struct Scene
{
    Place place{};
    Weather weather{};
    DayTime time{};
    std::uint64_t backdrop = 0; ///< seed of hills and clouds, of walls and floor
    std::vector<Thing> things;

    bool operator==(const Scene&) const = default;
};

/// The picture of a scene; samples in [0, 1]. The scene's square fills the shorter side and the
/// backdrop goes on to both ends of the longer one. The same scene gives the same picture, and at
/// half the sides the picture halved.
Canvas drawScene(const Scene& scene, int width, int height);

/// The pictures of scenes that may share backdrops, which are then drawn once.
std::vector<Canvas> drawScenes(const std::vector<Scene>& scenes, int width, int height);

/// 255 where at least half of the pixel shows the thing, else 0; rows from the top.
std::vector<unsigned char> maskOf(const Scene& scene, std::size_t thing, int width, int height);

/// 255 where the thing or its shadow has any part in the pixel, else 0.
std::vector<unsigned char> touchedBy(const Scene& scene, std::size_t thing, int width, int height);

} // namespace enogu
