// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/scenes/camera.h"

#include "engine/train/scenes/noise.h"
#include "engine/train/scenes/shapes.h"

#include <algorithm>
#include <cmath>

namespace enogu {

namespace {

void shade(Canvas& canvas, Random& random)
{
    const auto seed = std::uint32_t(random.next());
    const float scale = 1 / random.logBetween(80, 500), depth = random.between(0, 0.35);
    for (int y = 0; y < canvas.height; ++y) {
        for (int x = 0; x < canvas.width; ++x) {
            const float bump = smoothNoise(float(x) * scale, float(y) * scale, seed);
            canvas.set(x, y, scaled(canvas.at(x, y), 1 + depth * bump));
        }
    }
}

void dropShadow(Canvas& canvas, Random& random)
{
    const Point centre{random.between(0, canvas.width), random.between(0, canvas.height)};
    const Shape shape = blob(random, centre, random.logBetween(15, 150), 1);
    const float softness = random.logBetween(1, 30);
    const Colour dark = mixed({1, 1, 1}, {0.3f, 0.33f, 0.42f}, random.between(0.2, 1));
    const Canvas before = canvas;
    fill(
        canvas, shape,
        [&](float x, float y) {
            const Colour c = before.at(int(x), int(y));
            return Colour{c[0] * dark[0], c[1] * dark[1], c[2] * dark[2]};
        },
        softness);
}

void sharpen(Canvas& canvas, float amount)
{
    Canvas soft = canvas;
    blur(soft, 0.8f);
    for (std::size_t i = 0; i < canvas.samples.size(); ++i)
        canvas.samples[i] += amount * (canvas.samples[i] - soft.samples[i]);
}

void addNoise(Canvas& canvas, Random& random, float sigma)
{
    Canvas grain(canvas.width, canvas.height);
    for (float& sample : grain.samples)
        sample = sigma * random.normal();
    const float coarse = random.chance(0.5) ? random.between(0.3, 1.0) : 0.0f;
    blur(grain, coarse);
    const float share = random.between(0.2, 1);
    for (int y = 0; y < canvas.height; ++y) {
        for (int x = 0; x < canvas.width; ++x) {
            const Colour n = grain.at(x, y);
            const Colour grey{n[0], n[0], n[0]};
            const Colour mix = mixed(grey, n, share);
            const Colour c = canvas.at(x, y);
            canvas.set(x, y, {c[0] + mix[0], c[1] + mix[1], c[2] + mix[2]});
        }
    }
}

} // namespace

void castLight(Canvas& canvas, Random& random)
{
    if (random.chance(0.6))
        shade(canvas, random);
    for (int i = random.chance(0.5) ? random.below(4) : 0; i > 0; --i)
        dropShadow(canvas, random);
}

void photograph(Canvas& canvas, Random& random)
{
    if (random.chance(0.5))
        blur(canvas, random.between(0.2, 1.0));
    if (random.chance(0.4))
        sharpen(canvas, random.between(0.1, 0.8));
    const float contrast = random.between(0.8, 1.2), pivot = random.between(0.35, 0.55);
    for (float& sample : canvas.samples)
        sample = pivot + contrast * (sample - pivot);
    if (random.chance(0.8))
        addNoise(canvas, random, random.logBetween(0.001, 0.025));
    for (float& sample : canvas.samples)
        sample = std::round(std::clamp(sample, 0.0f, 1.0f) * 255) / 255;
}

} // namespace enogu
