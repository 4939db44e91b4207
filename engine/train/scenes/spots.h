// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/scenes/scene.h"

namespace enogu {

/// A place in a scene where one thing can stand.
struct Spot
{
    Layer layer;
    Side side;
};

std::vector<Spot> spotsIn(Place place);
/// Kinds that can stand at a spot and that the scene lacks.
std::vector<Kind> kindsFor(const Spot& spot, const Scene& scene);
/// Whether a thing of the scene stands there.
bool isTaken(const Spot& spot, const Scene& scene);
/// Whether each thing is seen well enough: 3 to 30 % of the picture and most of itself.
bool isReadable(const Scene& scene);

} // namespace enogu
