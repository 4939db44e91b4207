// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/deadleaves/deadleaves.h"

#include "engine/train/scenes/camera.h"
#include "engine/train/scenes/shapes.h"
#include "engine/train/scenes/texture.h"

#include <cmath>

namespace enogu {

namespace {

/// Radius with density r^-exponent between the limits.
float powerLaw(Random& random, float low, float high, float exponent)
{
    const float p = 1 - exponent;
    const float a = std::pow(low, p), b = std::pow(high, p);
    return std::pow(random.between(a, b), 1 / p);
}

Shape strokeAt(Random& random, Point centre, float radius)
{
    const float angle = random.between(0, 6.2831853), reach = radius * random.between(1, 4);
    const float dx = reach * std::cos(angle), dy = reach * std::sin(angle);
    const float width = random.logBetween(0.8, std::max(1.5f, radius * 0.35f));
    return stroke({centre.x - dx, centre.y - dy}, {centre.x + dx, centre.y + dy}, width);
}

Shape leafShape(Random& random, Point centre, float radius)
{
    switch (random.below(6)) {
    case 0:
        return disc(centre, radius);
    case 1:
        return polygon(random, centre, radius);
    case 2: {
        const float angle = random.chance(0.5) ? 0.03f * random.normal() : random.between(0, 3.14);
        const Point half{radius, radius * random.logBetween(0.15, 1)};
        return box(centre, half, angle, random.chance(0.3) ? half.y * random.between(0, 1) : 0.0f);
    }
    case 3:
        return strokeAt(random, centre, radius);
    default:
        return blob(random, centre, radius, random.between(0.2, 1.4));
    }
}

} // namespace

Canvas drawDeadLeaves(std::uint64_t seed, int width, int height)
{
    Random random(seed);
    Canvas canvas(width, height);
    const Palette palette(random);
    const float side = float(std::max(width, height));
    cover(canvas, surface(random, palette.pick(random), side));
    const float least = random.logBetween(2, 12), most = side * random.between(0.2, 0.55);
    const float exponent = random.between(1.8, 3.0);
    const double density = random.logBetween(0.3, 1.2);
    const int count = int(density * 90 * (12 / least) * double(width) * height / (352.0 * 352.0));
    const bool deep = random.chance(0.3); // a shallow focus blurs what lies behind
    const float haze = deep ? random.logBetween(1, 10) : 1.0f;
    for (int i = 0; i < count; ++i) {
        const float reach = powerLaw(random, least, most, exponent);
        const Point centre{random.between(0, width), random.between(0, height)};
        const Shape shape = leafShape(random, centre, reach);
        const float depth = 1 - float(i) / float(count);
        const float softness =
            1 + (haze - 1) * depth + (random.chance(0.1) ? 4 * float(random.unit()) : 0);
        const float opacity = random.chance(0.06) ? random.between(0.3, 0.9) : 1.0f;
        fill(canvas, shape, surface(random, palette.pick(random), reach), softness, opacity);
    }
    castLight(canvas, random);
    photograph(canvas, random);
    return canvas;
}

} // namespace enogu
