// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/scenes/backdrop.h"
#include "engine/train/scenes/random.h"

namespace enogu::drawn {

namespace {

constexpr float kHorizon = 0.56f;
constexpr Colour kSnow{0.94f, 0.96f, 0.99f};

Fade strip(const Easel& easel, const Colour& colour, float top, float bottom)
{
    const Colour near = easel.lit(colour);
    return {mixed(near, {1, 1, 1}, 0.06f), scaled(near, 0.92f), top, bottom};
}

void fillStrip(Easel& easel, const Colour& colour, float top, float bottom)
{
    const Fade paint = strip(easel, colour, top, bottom);
    easel.fillRows(top, bottom, [&](float y) { return paint(0, y); });
}

void paintRoad(Easel& easel)
{
    const Weather weather = easel.light().weather;
    const bool snow = weather == Weather::Snow;
    const Colour asphalt = snow                       ? Colour{0.66f, 0.69f, 0.74f}
                           : weather == Weather::Rain ? Colour{0.33f, 0.36f, 0.42f}
                                                      : Colour{0.45f, 0.46f, 0.50f};
    const Colour kerb = snow ? kSnow : Colour{0.80f, 0.79f, 0.77f};
    fillStrip(easel, kerb, kRoadTop - 0.022f, kRoadTop);
    fillStrip(easel, asphalt, kRoadTop, kRoadBottom);
    fillStrip(easel, kerb, kRoadBottom, kRoadBottom + 0.028f);
    const Colour line = easel.lit(mixed({0.93f, 0.92f, 0.88f}, asphalt, snow ? 0.6f : 0.15f));
    const Bounds view = easel.view();
    const float middle = (kRoadTop + kRoadBottom) / 2;
    for (float x = std::floor(view.left / 0.2f) * 0.2f; x < view.right; x += 0.2f)
        easel.fill(Panel{{x + 0.05f, middle - 0.008f}, {x + 0.15f, middle + 0.008f}, 0.004f},
                   Flat{line});
    if (weather != Weather::Rain)
        return;
    for (const Point at : {Point{0.30f, 0.805f}, Point{0.74f, 0.69f}})
        easel.fill(Ellipse{at, {0.13f, 0.016f}}, Flat{easel.light().skyMiddle}, 0.5f, 0.012f);
}

} // namespace

void paintStreet(Easel& easel, std::uint64_t seed)
{
    paintSky(easel, seed, kHorizon);
    Random random(seed ^ 0x51ULL);
    constexpr Colour kLawns[] = {
        {0.50f, 0.70f, 0.38f}, {0.58f, 0.72f, 0.42f}, {0.46f, 0.66f, 0.42f}};
    constexpr Colour kPavements[] = {
        {0.78f, 0.75f, 0.71f}, {0.72f, 0.73f, 0.75f}, {0.82f, 0.74f, 0.66f}};
    const bool snow = easel.light().weather == Weather::Snow;
    const Colour lawn = snow ? kSnow : kLawns[random.below(3)];
    const Colour pavement =
        snow ? mixed(kSnow, {0.80f, 0.82f, 0.88f}, 0.4f) : kPavements[random.below(3)];
    const Light light = easel.light();
    easel.setLight(light, 0.25f);
    fillStrip(easel, lawn, kHorizon, kRoadTop);
    easel.setLight(light, 0.1f);
    paintRoad(easel);
    easel.setLight(light, 0);
    fillStrip(easel, pavement, kRoadBottom + 0.028f, easel.view().bottom + 1);
}

} // namespace enogu::drawn
