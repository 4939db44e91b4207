// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/scenes/backdrop.h"
#include "engine/train/scenes/random.h"

namespace enogu::drawn {

namespace {

constexpr Point kSun{0.85f, 0.15f};

void paintStars(Easel& easel)
{
    constexpr Point kStars[] = {{0.07f, 0.09f}, {0.16f, 0.27f}, {0.23f, 0.06f}, {0.33f, 0.17f},
                                {0.46f, 0.05f}, {0.52f, 0.23f}, {0.63f, 0.10f}, {0.71f, 0.26f},
                                {0.95f, 0.05f}, {0.94f, 0.32f}, {0.05f, 0.40f}, {0.42f, 0.33f}};
    for (std::size_t i = 0; i < std::size(kStars); ++i)
        easel.glow({kStars[i], i % 3 ? 0.010f : 0.014f}, {0.95f, 0.95f, 1}, 0.8f);
}

void paintSun(Easel& easel)
{
    if (easel.light().weather != Weather::Clear)
        return;
    switch (easel.light().time) {
    case DayTime::Day:
        easel.glow({kSun, 0.26f}, {1, 0.97f, 0.80f}, 0.55f);
        easel.fill(Disc{kSun, 0.062f}, Flat{{1, 0.93f, 0.55f}}, 1, 0.012f);
        break;
    case DayTime::Sunset:
        easel.glow({{kSun.x, 0.30f}, 0.42f}, {1, 0.78f, 0.45f}, 0.6f);
        easel.fill(Disc{{kSun.x, 0.30f}, 0.075f}, Flat{{1, 0.80f, 0.42f}}, 1, 0.012f);
        break;
    case DayTime::Night:
        paintStars(easel);
        easel.glow({kSun, 0.19f}, {0.62f, 0.68f, 0.90f}, 0.45f);
        easel.fill(Disc{kSun, 0.055f}, Flat{{0.95f, 0.94f, 0.84f}}, 1, 0.008f);
        easel.fill(Disc{{kSun.x - 0.015f, kSun.y - 0.012f}, 0.013f}, Flat{{0.86f, 0.85f, 0.77f}}, 1,
                   0.01f);
        easel.fill(Disc{{kSun.x + 0.018f, kSun.y + 0.016f}, 0.017f}, Flat{{0.86f, 0.85f, 0.77f}}, 1,
                   0.01f);
        break;
    }
}

void paintCloud(Easel& easel, Point at, float size)
{
    const Light& light = easel.light();
    const auto puff = [](float x, float y, float w, float h) { return Ellipse{{x, y}, {w, h}}; };
    const auto cloud =
        join(join(puff(-0.09f, 0, 0.07f, 0.035f), puff(0, -0.025f, 0.075f, 0.055f), 0.03f),
             puff(0.09f, -0.003f, 0.075f, 0.038f), 0.03f);
    easel.setFrame(at, size, false);
    const Fade paint{light.cloud, mixed(light.cloud, light.skyMiddle, 0.4f), -0.07f, 0.04f};
    easel.fill(cloud, paint, light.cloudShare, 0.03f);
    easel.setFrame({0, 0}, 1, false);
}

void paintHills(Easel& easel, Random& random, float horizon)
{
    const Light& light = easel.light();
    constexpr Colour kGreens[] = {
        {0.40f, 0.62f, 0.36f}, {0.46f, 0.64f, 0.46f}, {0.42f, 0.60f, 0.52f}, {0.54f, 0.64f, 0.38f}};
    const Colour green = kGreens[random.below(4)];
    const Colour cover =
        light.weather == Weather::Snow ? mixed(green, {0.93f, 0.95f, 0.98f}, 0.8f) : green;
    for (int i = 0; i < 2; ++i) {
        const float high = horizon - (i ? 0.055f : 0.12f), rise = i ? 0.035f : 0.05f;
        const float wave = random.between(3.5, 6), phase = random.between(0, 6.28);
        const float second = random.between(7, 11), other = random.between(0, 6.28);
        const Colour surface = mixed(cover, {0.55f, 0.68f, 0.85f}, i ? 0.0f : 0.35f);
        const Colour colour = light.on(surface, i ? 0.75f : 1.0f);
        const auto line = [=](float x) {
            return high - rise * std::sin(wave * x + phase) -
                   0.3f * rise * std::sin(second * x + other);
        };
        easel.fillUnder(line, Fade{mixed(colour, {1, 1, 1}, 0.05f), scaled(colour, 0.93f),
                                   high - rise, high + 0.15f});
    }
}

} // namespace

void paintSky(Easel& easel, std::uint64_t seed, float horizon)
{
    Random random(seed);
    const Light& light = easel.light();
    const float top = easel.view().top;
    easel.fillRows(top - 1, horizon + 0.2f, [&](float y) {
        const float t = std::clamp(y / horizon, 0.0f, 1.0f);
        return t < 0.6f ? mixed(light.skyTop, light.skyMiddle, t / 0.6f)
                        : mixed(light.skyMiddle, light.skyLow, (t - 0.6f) / 0.4f);
    });
    paintSun(easel);
    const bool swapped = random.chance(0.5);
    for (int i = 0; i < 3; ++i) {
        const float x = swapped ? 0.92f - 0.36f * float(i) : 0.10f + 0.37f * float(i);
        const Point at{x + random.between(-0.06, 0.06), random.between(0.09, 0.30)};
        paintCloud(easel, at, random.between(0.8, 1.25));
    }
    paintHills(easel, random, horizon);
}

} // namespace enogu::drawn
