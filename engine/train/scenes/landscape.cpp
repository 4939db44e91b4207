// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/scenes/landscape.h"

#include "engine/train/scenes/camera.h"
#include "engine/train/scenes/noise.h"
#include "engine/train/scenes/shapes.h"
#include "engine/train/scenes/texture.h"

#include <algorithm>
#include <cmath>

namespace enogu {

namespace {

struct View
{
    Canvas& canvas;
    Random& random;
    Palette palette;
    float horizon;
};

Colour varied(Random& random, const Colour& base, float spread)
{
    const float all = spread * random.normal();
    Colour colour;
    for (std::size_t c = 0; c < 3; ++c)
        colour[c] = std::clamp(base[c] + all + 0.4f * spread * random.normal(), 0.0f, 1.0f);
    return colour;
}

void drawSky(View& view)
{
    static constexpr Colour kSkies[] = {
        {0.35f, 0.55f, 0.85f}, {0.6f, 0.68f, 0.78f}, {0.85f, 0.6f, 0.45f}, {0.12f, 0.16f, 0.3f}};
    Random& random = view.random;
    const Colour top = varied(random, kSkies[random.below(4)], 0.08f);
    const Colour low = mixed(top, {0.95f, 0.93f, 0.9f}, random.between(0.2, 0.9));
    const auto seed = std::uint32_t(random.next());
    const float scale = 1 / random.logBetween(30, 160), amount = random.between(-0.6, 0.8);
    const float edge = random.logBetween(0.8, 5);
    const Colour cloud = varied(random, {0.93f, 0.93f, 0.95f}, 0.05f);
    const float horizon = view.horizon;
    cover(view.canvas, [=](float x, float y) {
        const Colour sky = mixed(top, low, std::clamp(y / horizon, 0.0f, 1.0f));
        const float n = fractalNoise(x * scale, y * scale * 1.8f, seed, 5, 0.6f);
        const float share = std::clamp(edge * (n + amount - 0.2f), 0.0f, 1.0f);
        return mixed(sky, scaled(cloud, 0.92f + 0.08f * n), share);
    });
}

void drawHills(View& view)
{
    Random& random = view.random;
    const int ridges = 1 + random.below(4);
    const Colour near = varied(random, {0.25f, 0.36f, 0.2f}, 0.1f);
    for (int i = 0; i < ridges; ++i) {
        const float away = 1 - float(i + 1) / float(ridges);
        const auto seed = std::uint32_t(random.next());
        const float scale = 1 / random.logBetween(40, 250), height = random.between(0.03, 0.2);
        const float base = view.horizon + float(i) * random.between(2, 25);
        const float rise = height * float(view.canvas.height);
        const Colour colour = mixed(near, {0.62f, 0.7f, 0.8f}, 0.8f * away);
        const Shape hill = below(view.canvas, [=](float x) {
            return base - rise * (0.5f + 0.5f * fractalNoise(x * scale, 7.0f, seed, 5, 0.5f));
        });
        fill(view.canvas, hill, surface(random, colour, 40), 1.2f);
    }
}

void drawGround(View& view)
{
    Random& random = view.random;
    const float line = view.horizon + random.between(5, 60);
    const float slope = 0.08f * random.normal();
    const Shape ground = below(view.canvas, [=](float x) { return line + slope * x; });
    fill(view.canvas, ground, surface(random, view.palette.pick(random), 60));
    const int slabs = random.chance(0.5) ? random.below(12) : 0;
    for (int i = 0; i < slabs; ++i) {
        const float x = random.between(-0.5, 1.5) * float(view.canvas.width);
        const Shape joint = stroke({float(view.canvas.width) / 2, line - 20},
                                   {x, float(view.canvas.height)}, random.between(0.6, 3));
        fill(view.canvas, joint, surface(random, view.palette.pick(random), 10), 1, 0.6f);
    }
}

void drawWindows(View& view, Point centre, Point half)
{
    Random& random = view.random;
    const float step = random.logBetween(6, 30), storey = step * random.between(0.7, 1.6);
    const Point pane{step * random.between(0.2, 0.42), storey * random.between(0.2, 0.42)};
    const Colour glass = view.palette.pick(random), frame = view.palette.pick(random);
    const bool framed = random.chance(0.5), lit = random.chance(0.4);
    for (float y = centre.y - half.y + storey / 2; y < centre.y + half.y - pane.y; y += storey) {
        for (float x = centre.x - half.x + step / 2; x < centre.x + half.x - pane.x; x += step) {
            const Colour own = lit && random.chance(0.3) ? view.palette.pick(random)
                                                         : varied(random, glass, 0.05f);
            if (framed)
                fill(view.canvas, box({x, y}, {pane.x + 1.2f, pane.y + 1.2f}, 0),
                     [=](float, float) { return frame; });
            fill(view.canvas, box({x, y}, pane, 0),
                 [=](float, float py) { return scaled(own, 1 + 0.15f * (py - y) / pane.y); });
        }
    }
}

void drawHouse(View& view)
{
    Random& random = view.random;
    const Point half{random.logBetween(12, 90), random.logBetween(20, 150)};
    const Point centre{random.between(0, view.canvas.width),
                       view.horizon + random.between(0, 60) - half.y * 0.6f};
    const Colour wall = view.palette.pick(random);
    fill(view.canvas, box(centre, half, 0), surface(random, wall, half.x));
    if (random.chance(0.6)) { // the side in shade
        const float width = half.x * random.between(0.2, 0.8);
        fill(view.canvas, box({centre.x + half.x - width / 2, centre.y}, {width / 2, half.y}, 0),
             surface(random, scaled(wall, random.between(0.5, 0.9)), width));
    }
    drawWindows(view, centre, half);
    if (random.chance(0.5))
        fill(view.canvas,
             box({centre.x, centre.y - half.y}, {half.x * 1.06f, random.logBetween(1, 9)}, 0),
             surface(random, view.palette.pick(random), half.x));
}

void drawTree(View& view)
{
    Random& random = view.random;
    const float size = random.logBetween(10, 70);
    const Point foot{random.between(0, view.canvas.width), view.horizon + random.between(5, 110)};
    const Point crown{foot.x + random.between(-6, 6), foot.y - size * random.between(1.2, 2)};
    const Colour bark = varied(random, {0.26f, 0.19f, 0.14f}, 0.06f);
    fill(view.canvas, stroke(foot, crown, std::max(1.2f, size * 0.12f)),
         surface(random, bark, size / 4));
    for (int i = 0; i < 6; ++i) {
        const Point tip{crown.x + size * random.normal() * 0.6f,
                        crown.y - size * random.between(-0.3, 0.8)};
        fill(view.canvas, stroke(crown, tip, random.between(0.7, 2)), surface(random, bark, 4));
    }
    const Colour leaf = varied(random, {0.22f, 0.4f, 0.16f}, 0.09f);
    const int tufts = random.chance(0.15) ? 0 : 5 + random.below(120);
    for (int i = 0; i < tufts; ++i) {
        const Point at{crown.x + 0.45f * size * random.normal(),
                       crown.y + 0.4f * size * random.normal()};
        const float sun = 0.12f * (crown.y - at.y) / size;
        const Colour own = varied(random, {leaf[0] + sun, leaf[1] + sun, leaf[2] + sun}, 0.05f);
        const float radius = size * random.logBetween(0.03, 0.3);
        fill(view.canvas, blob(random, at, radius, 1), surface(random, own, radius));
    }
}

void drawWires(View& view)
{
    Random& random = view.random;
    const Colour dark = scaled(view.palette.pick(random), 0.4f);
    for (int i = random.below(7); i > 0; --i) {
        const Point from{random.between(-0.1, 1.1) * float(view.canvas.width),
                         random.between(0, 1) * float(view.canvas.height)};
        const bool upright = random.chance(0.5);
        const float reach = random.logBetween(30, 400);
        const Point to{from.x + (upright ? 2 : reach),
                       from.y + (upright ? reach : 0.1f * reach * random.normal())};
        fill(view.canvas, stroke(from, to, random.logBetween(0.7, 8)),
             [=](float, float) { return dark; });
    }
}

} // namespace

Canvas drawLandscape(std::uint64_t seed, int width, int height)
{
    Random random(seed);
    Canvas canvas(width, height);
    View view{canvas, random, Palette(random), random.between(0.25, 0.85) * float(height)};
    drawSky(view);
    drawHills(view);
    drawGround(view);
    for (int i = random.below(8); i > 0; --i)
        drawHouse(view);
    for (int i = random.below(9); i > 0; --i)
        drawTree(view);
    drawWires(view);
    castLight(canvas, random);
    photograph(canvas, random);
    return canvas;
}

} // namespace enogu
