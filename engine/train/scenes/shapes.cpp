// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/scenes/shapes.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace enogu {

namespace {

constexpr float kTurn = 6.2831853f;

Shape around(Point centre, float reach, std::function<float(float, float)> distance)
{
    return {centre.x - reach, centre.y - reach, centre.x + reach, centre.y + reach,
            std::move(distance)};
}

} // namespace

Shape disc(Point centre, float radius)
{
    return around(centre, radius, [=](float x, float y) {
        return std::hypot(x - centre.x, y - centre.y) - radius;
    });
}

Shape box(Point centre, Point halfSides, float angle, float round)
{
    const float c = std::cos(angle), s = std::sin(angle);
    return around(centre, std::hypot(halfSides.x, halfSides.y), [=](float x, float y) {
        const float dx = x - centre.x, dy = y - centre.y;
        const float u = std::abs(c * dx + s * dy) - halfSides.x + round;
        const float v = std::abs(c * dy - s * dx) - halfSides.y + round;
        return std::hypot(std::max(u, 0.0f), std::max(v, 0.0f)) + std::min(std::max(u, v), 0.0f) -
               round;
    });
}

Shape stroke(Point from, Point to, float width)
{
    const float dx = to.x - from.x, dy = to.y - from.y;
    const float squared = std::max(dx * dx + dy * dy, 1e-6f), half = width / 2;
    Shape shape{std::min(from.x, to.x) - half,
                std::min(from.y, to.y) - half,
                std::max(from.x, to.x) + half,
                std::max(from.y, to.y) + half,
                {}};
    shape.distance = [=](float x, float y) {
        const float px = x - from.x, py = y - from.y;
        const float t = std::clamp((px * dx + py * dy) / squared, 0.0f, 1.0f);
        return std::hypot(px - t * dx, py - t * dy) - half;
    };
    return shape;
}

Shape polygon(Random& random, Point centre, float radius)
{
    struct Side
    {
        float nx, ny, offset;
    };
    const int count = 3 + random.below(6);
    const float start = random.between(0, kTurn);
    std::vector<Side> sides;
    for (int i = 0; i < count; ++i) {
        const float angle = start + kTurn * (float(i) + random.between(-0.25, 0.25)) / float(count);
        sides.push_back({std::cos(angle), std::sin(angle), radius * random.between(0.35, 0.75)});
    }
    return around(centre, radius * 1.5f, [=](float x, float y) {
        float d = std::hypot(x - centre.x, y - centre.y) - radius * 1.4f;
        for (const Side& side : sides)
            d = std::max(d, (x - centre.x) * side.nx + (y - centre.y) * side.ny - side.offset);
        return d;
    });
}

Shape blob(Random& random, Point centre, float radius, float wildness)
{
    std::vector<std::array<float, 2>> waves;
    float most = 1;
    const int count = 2 + random.below(6);
    for (int i = 0; i < count; ++i) {
        const float height = wildness * random.between(0.1, 0.5) / float(i + 1);
        waves.push_back({height, random.between(0, kTurn)});
        most += height;
    }
    return around(centre, radius * most, [=](float x, float y) {
        const float angle = std::atan2(y - centre.y, x - centre.x);
        float r = 1;
        for (std::size_t i = 0; i < waves.size(); ++i)
            r += waves[i][0] * std::sin(float(i + 2) * angle + waves[i][1]);
        return std::hypot(x - centre.x, y - centre.y) - radius * std::max(r, 0.1f);
    });
}

Shape below(const Canvas& canvas, std::function<float(float)> skyline)
{
    return {0, 0, float(canvas.width), float(canvas.height),
            [line = std::move(skyline)](float x, float y) { return line(x) - y; }};
}

} // namespace enogu
