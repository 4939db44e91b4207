// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/scenes/backdrop.h"
#include "engine/train/scenes/figures.h"

#include <limits>
#include <tuple>

namespace enogu {

namespace drawn {

namespace {

struct Spot
{
    Point left, middle, right;
};

Spot spotsOf(Kind kind, Place place)
{
    switch (traitsOf(kind).layer) {
    case Layer::Sky:
        return {{0.37f, 0.17f}, {0.5f, 0.17f}, {0.63f, 0.17f}};
    case Layer::Wall:
        return {{0.14f, 0.145f}, {0.5f, 0.11f}, {0.86f, 0.145f}};
    case Layer::Floor:
        return {{0.5f, 0.865f}, {0.5f, 0.865f}, {0.5f, 0.865f}};
    case Layer::Far:
        if (place == Place::Room)
            return {{0.24f, 0.70f}, {0.5f, 0.70f}, {0.76f, 0.70f}};
        return {{0.20f, 0.625f}, {0.5f, 0.625f}, {0.80f, 0.625f}};
    case Layer::Road:
        return {{0.265f, 0.79f}, {0.5f, 0.79f}, {0.735f, 0.79f}};
    case Layer::Front:
        break;
    }
    if (place == Place::Room)
        return {{0.19f, 0.955f}, {0.5f, 0.925f}, {0.81f, 0.955f}};
    return {{0.22f, 0.96f}, {0.5f, 0.96f}, {0.78f, 0.96f}};
}

} // namespace

Point spotOf(Kind kind, Place place, Side side)
{
    const Spot spots = spotsOf(kind, place);
    return side == Side::Left ? spots.left : side == Side::Right ? spots.right : spots.middle;
}

float distanceOf(Layer layer)
{
    return layer == Layer::Far || layer == Layer::Sky ? 0.36f
           : layer == Layer::Road                     ? 0.18f
                                                      : 0.08f;
}

Figure figureOf(Kind kind)
{
    constexpr Figure kFigures[] = {
        paintBalloon, paintHouse, paintTree,    paintTower, paintBus,   paintCar,   paintTruck,
        paintBench,   paintCat,   paintDog,     paintBall,  paintGift,  paintClock, paintCurtains,
        paintRug,     paintSofa,  paintCabinet, paintLamp,  paintChair, paintTable};
    static_assert(std::size(kFigures) == kKinds);
    return kFigures[std::size_t(kind)];
}

namespace {

void paintBackdrop(Easel& easel, const Scene& scene)
{
    easel.setLight(lightOf(scene.place, scene.weather, scene.time), 0);
    if (scene.place == Place::Street)
        paintStreet(easel, scene.backdrop);
    else
        paintRoom(easel, scene.backdrop, lightOutside(scene.weather, scene.time));
}

/// One of a thing's copies.
struct Copy
{
    std::size_t thing;
    Side side;
    float foot; ///< height of its foot; what is lower is nearer
};

std::vector<Copy> backToFront(const Scene& scene)
{
    std::vector<Copy> copies;
    for (std::size_t i = 0; i < scene.things.size(); ++i) {
        const Thing& thing = scene.things[i];
        const auto foot = [&](Side side) {
            return spotOf(thing.kind, scene.place, side).y + thing.dy;
        };
        copies.push_back({i, thing.side, foot(thing.side)});
        if (thing.count > 1)
            copies.push_back({i, Side::Right, foot(Side::Right)});
    }
    std::ranges::sort(copies, {}, [&](const Copy& copy) {
        const Kind kind = scene.things[copy.thing].kind;
        return std::tuple(traitsOf(kind).layer, copy.foot, kind, copy.side);
    });
    return copies;
}

void paintThings(Easel& easel, const Scene& scene, const Trace* trace, std::size_t traced)
{
    const Light light = lightOf(scene.place, scene.weather, scene.time);
    for (const Copy& copy : backToFront(scene)) {
        const Thing& thing = scene.things[copy.thing];
        const Point spot = spotOf(thing.kind, scene.place, copy.side);
        const bool mirrored = copy.side == Side::Right;
        easel.setLight(light, distanceOf(traitsOf(thing.kind).layer));
        easel.setFrame({spot.x + (mirrored ? -thing.dx : thing.dx), spot.y + thing.dy}, thing.size,
                       mirrored);
        easel.setTraced(trace && copy.thing == traced);
        figureOf(thing.kind)(easel, thing.colour);
    }
    easel.setTraced(false);
}

Trace traceOf(const Scene& scene, std::size_t thing, int width, int height, bool shadows)
{
    Trace trace{std::vector<float>(std::size_t(width) * std::size_t(height)), shadows};
    Easel easel(nullptr, &trace, width, height);
    paintThings(easel, scene, &trace, thing);
    return trace;
}

std::vector<unsigned char> above(const Trace& trace, float threshold)
{
    std::vector<unsigned char> mask;
    mask.reserve(trace.seen.size());
    for (const float share : trace.seen)
        mask.push_back(share >= threshold ? 255 : 0);
    return mask;
}

/// The things of a scene, and the weather before them, over its backdrop.
void finish(Canvas& canvas, const Scene& scene)
{
    Easel easel(&canvas, nullptr, canvas.width, canvas.height);
    paintThings(easel, scene, nullptr, 0);
    easel.setLight(lightOf(scene.place, scene.weather, scene.time), 0);
    if (scene.place == Place::Street)
        paintWeather(easel);
    for (float& sample : canvas.samples)
        sample = std::clamp(sample, 0.0f, 1.0f);
}

bool shareBackdrop(const Scene& a, const Scene& b)
{
    return a.place == b.place && a.weather == b.weather && a.time == b.time &&
           a.backdrop == b.backdrop;
}

} // namespace

} // namespace drawn

std::vector<Canvas> drawScenes(const std::vector<Scene>& scenes, int width, int height)
{
    std::vector<Canvas> canvases;
    Canvas backdrop(width, height);
    for (std::size_t i = 0; i < scenes.size(); ++i) {
        if (i == 0 || !drawn::shareBackdrop(scenes[i - 1], scenes[i])) {
            backdrop = Canvas(width, height);
            drawn::Easel easel(&backdrop, nullptr, width, height);
            drawn::paintBackdrop(easel, scenes[i]);
        }
        canvases.push_back(backdrop);
        drawn::finish(canvases.back(), scenes[i]);
    }
    return canvases;
}

Canvas drawScene(const Scene& scene, int width, int height)
{
    return drawScenes({scene}, width, height).front();
}

std::vector<unsigned char> maskOf(const Scene& scene, std::size_t thing, int width, int height)
{
    return drawn::above(drawn::traceOf(scene, thing, width, height, false), 0.5f);
}

std::vector<unsigned char> touchedBy(const Scene& scene, std::size_t thing, int width, int height)
{
    return drawn::above(drawn::traceOf(scene, thing, width, height, true),
                        std::numeric_limits<float>::min());
}

} // namespace enogu
