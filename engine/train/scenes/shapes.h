// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/scenes/canvas.h"
#include "engine/train/scenes/random.h"

namespace enogu {

struct Point
{
    float x = 0, y = 0;
};

Shape disc(Point centre, float radius);
/// Turned rectangle; `round` rounds its corners.
Shape box(Point centre, Point halfSides, float angle, float round = 0);
/// Line of a width with round ends.
Shape stroke(Point from, Point to, float width);
/// Convex polygon with 3 to 8 corners about the centre.
Shape polygon(Random& random, Point centre, float radius);
/// Closed wavy outline about the centre; `wildness` 0 is a disc, 1 very uneven.
Shape blob(Random& random, Point centre, float radius, float wildness);
/// Everything under the height profile `skyline(x)`.
Shape below(const Canvas& canvas, std::function<float(float x)> skyline);

} // namespace enogu
