// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/scenes/texture.h"

#include "engine/train/scenes/noise.h"

#include <algorithm>
#include <cmath>

namespace enogu {

Palette::Palette(Random& random)
    : m_luma(random.between(0.25, 0.7)),
      m_lumaSpread(random.between(0.08, 0.32)),
      m_chroma(random.logBetween(0.02, 0.14)),
      m_warmth(0.05f * random.normal()),
      m_green(0.02f * random.normal())
{
}

Colour Palette::pick(Random& random) const
{
    const float luma =
        random.chance(0.2) ? random.between(0.01, 0.99) : m_luma + m_lumaSpread * random.normal();
    const float strength = m_chroma * random.logBetween(0.25, 3.0);
    const float warm = m_warmth + 1.4f * strength * random.normal();
    const float green = m_green + 0.7f * strength * random.normal();
    const float room = std::clamp(4 * luma * (1 - luma), 0.15f, 1.0f);
    return {std::clamp(luma + room * (warm - 0.5f * green), 0.0f, 1.0f),
            std::clamp(luma + room * green, 0.0f, 1.0f),
            std::clamp(luma + room * (-1.2f * warm - 0.5f * green), 0.0f, 1.0f)};
}

namespace {

using Pattern = std::function<float(float u, float v)>; // about [-1, 1]

Pattern clouds(Random& random, std::uint32_t seed)
{
    const int octaves = 2 + random.below(4);
    const float gain = random.between(0.4, 0.95), stretch = random.logBetween(0.15, 1);
    return [=](float u, float v) { return fractalNoise(u, v * stretch, seed, octaves, gain); };
}

Pattern stripes(Random& random, std::uint32_t seed)
{
    const float edge = random.logBetween(0.7, 8), wave = random.between(0, 0.4);
    return [=](float u, float v) {
        const float bend = wave * smoothNoise(u * 0.2f, v * 0.2f, seed);
        return std::clamp(edge * std::sin(3.1415927f * (u + bend)), -1.0f, 1.0f);
    };
}

Pattern checker(Random& random)
{
    const float edge = random.logBetween(1, 10);
    return [=](float u, float v) {
        return std::clamp(edge * std::sin(3.1415927f * u) * std::sin(3.1415927f * v), -1.0f, 1.0f);
    };
}

Pattern weave(Random& random, std::uint32_t seed)
{
    const float rough = random.between(0, 0.6);
    return [=](float u, float v) {
        const bool over = (std::int32_t(std::floor(u)) + std::int32_t(std::floor(v))) & 1;
        const float across = over ? u : v;
        const float round = std::abs(std::sin(3.1415927f * across)) * 2 - 1;
        return round * (over ? 1.0f : 0.7f) + rough * smoothNoise(u * 3, v * 3, seed);
    };
}

Pattern leaves(Random& random, std::uint32_t seed)
{
    const float fold = random.between(0, 1), stretch = random.between(0.4, 1);
    return [=](float u, float v) {
        const Cell cell = cellAt(u + 0.3f * v, v * stretch, seed);
        return 0.8f * cell.value + fold * (0.4f - cell.nearest);
    };
}

Pattern pebbles(Random& random, std::uint32_t seed)
{
    const float gap = random.between(0.03, 0.2), own = random.between(0, 0.7);
    return [=](float u, float v) {
        const Cell cell = cellAt(u, v, seed);
        const float body = std::clamp((cell.second - cell.nearest) / gap, 0.0f, 1.0f);
        return body * (0.5f + own * cell.value) - (1 - body);
    };
}

Pattern bricks(Random& random, std::uint32_t seed)
{
    const float long_ = random.between(1, 3), gap = random.between(0.04, 0.2);
    const float own = random.between(0.1, 0.7), shift = random.chance(0.7) ? 0.5f : 0.0f;
    return [=](float u, float v) {
        const float row = std::floor(v), x = u / long_ + shift * row, column = std::floor(x);
        const float dx = std::min(x - column, 1 - x + column) * long_;
        const float dy = std::min(v - row, 1 - v + row);
        const float mortar = std::clamp(std::min(dx, dy) / gap, 0.0f, 1.0f);
        return mortar * (0.4f + own * latticeValue(int(column), int(row), seed)) - (1 - mortar);
    };
}

Pattern specks(Random& random, std::uint32_t seed)
{
    const float size = random.between(0.15, 0.45), sign = random.chance(0.5) ? 1.0f : -1.0f;
    return [=](float u, float v) {
        const Cell cell = cellAt(u, v, seed);
        const float spot =
            std::clamp((size * (0.6f + 0.4f * cell.value) - cell.nearest) * 6, 0.0f, 1.0f);
        return sign * spot * 1.6f;
    };
}

Pattern patternOf(Random& random)
{
    const auto seed = std::uint32_t(random.next());
    switch (random.below(12)) {
    case 0:
        return stripes(random, seed);
    case 1:
        return checker(random);
    case 2:
        return weave(random, seed);
    case 3:
    case 4:
        return leaves(random, seed);
    case 5:
        return pebbles(random, seed);
    case 6:
        return bricks(random, seed);
    case 7:
        return specks(random, seed);
    default:
        return clouds(random, seed);
    }
}

Colour tintOf(Random& random)
{
    const float colourful = random.chance(0.3) ? 0.5f : 0.12f;
    return {1 + colourful * random.normal(), 1 + 0.6f * colourful * random.normal(),
            1 + colourful * random.normal()};
}

struct Layer
{
    Pattern pattern;
    float c, s, scale, contrast;
    Colour tint;
};

Layer layerOf(Random& random, float size)
{
    Layer layer;
    layer.pattern = patternOf(random);
    const float angle = random.chance(0.4) ? 0.1f * random.normal() : random.between(0, 6.2831853);
    layer.c = std::cos(angle);
    layer.s = std::sin(angle);
    layer.scale = 1 / random.logBetween(1.5, std::max(4.0f, std::min(size, 60.0f)));
    layer.contrast = random.logBetween(0.008, 0.22);
    layer.tint = tintOf(random);
    return layer;
}

} // namespace

Paint surface(Random& random, const Colour& base, float size)
{
    const float slope = random.chance(0.7) ? random.logBetween(0.02, 0.5) / (2 * size) : 0.0f;
    const float direction = random.between(0, 6.2831853);
    const float gx = slope * std::cos(direction), gy = slope * std::sin(direction);
    const float x0 = random.between(0, 400), y0 = random.between(0, 400);
    std::vector<Layer> layers;
    const int count = random.chance(0.2) ? 0 : 1 + random.below(3);
    for (int i = 0; i < count; ++i)
        layers.push_back(layerOf(random, size));
    return [=](float x, float y) {
        const float ramp = std::clamp(gx * (x - x0) + gy * (y - y0), -0.35f, 0.35f);
        Colour colour{base[0] + ramp, base[1] + ramp, base[2] + ramp};
        for (const Layer& l : layers) {
            const float value = l.contrast * l.pattern((l.c * x + l.s * y) * l.scale + 1000,
                                                       (l.c * y - l.s * x) * l.scale + 1000);
            for (std::size_t c = 0; c < 3; ++c)
                colour[c] += value * l.tint[c];
        }
        return colour;
    };
}

} // namespace enogu
