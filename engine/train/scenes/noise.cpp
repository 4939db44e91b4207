// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/scenes/noise.h"

#include <cmath>

namespace enogu {

namespace {

std::uint32_t hashed(std::int32_t x, std::int32_t y, std::uint32_t seed)
{
    std::uint32_t h = seed + std::uint32_t(x) * 0x8da6b343u + std::uint32_t(y) * 0xd8163841u;
    h = (h ^ (h >> 16)) * 0x7feb352du;
    h = (h ^ (h >> 15)) * 0x846ca68bu;
    return h ^ (h >> 16);
}

} // namespace

float latticeValue(std::int32_t x, std::int32_t y, std::uint32_t seed)
{
    return float(hashed(x, y, seed)) * (2.0f / 4294967296.0f) - 1.0f;
}

float smoothNoise(float x, float y, std::uint32_t seed)
{
    const float fx = std::floor(x), fy = std::floor(y);
    const auto ix = std::int32_t(fx), iy = std::int32_t(fy);
    const float tx = x - fx, ty = y - fy;
    const float u = tx * tx * (3 - 2 * tx), v = ty * ty * (3 - 2 * ty);
    const float a = latticeValue(ix, iy, seed), b = latticeValue(ix + 1, iy, seed);
    const float c = latticeValue(ix, iy + 1, seed), d = latticeValue(ix + 1, iy + 1, seed);
    return a + (b - a) * u + (c - a) * v + (a - b - c + d) * u * v;
}

float fractalNoise(float x, float y, std::uint32_t seed, int octaves, float gain)
{
    float sum = 0, weight = 1, power = 0;
    for (int i = 0; i < octaves; ++i) {
        sum += weight * smoothNoise(x, y, seed + std::uint32_t(i) * 7919u);
        power += weight * weight;
        weight *= gain;
        const float turned = 1.6f * x + 1.2f * y;
        y = 1.6f * y - 1.2f * x;
        x = turned;
    }
    return sum / std::sqrt(power);
}

Cell cellAt(float x, float y, std::uint32_t seed)
{
    const auto ix = std::int32_t(std::floor(x)), iy = std::int32_t(std::floor(y));
    Cell cell{9, 9, 0};
    for (std::int32_t cy = iy - 1; cy <= iy + 1; ++cy) {
        for (std::int32_t cx = ix - 1; cx <= ix + 1; ++cx) {
            const float px = float(cx) + 0.5f + 0.45f * latticeValue(cx, cy, seed);
            const float py = float(cy) + 0.5f + 0.45f * latticeValue(cx, cy, seed + 1);
            const float d = std::hypot(x - px, y - py);
            if (d >= cell.nearest) {
                cell.second = std::fmin(cell.second, d);
                continue;
            }
            cell = {d, cell.nearest, latticeValue(cx, cy, seed + 2)};
        }
    }
    return cell;
}

} // namespace enogu
