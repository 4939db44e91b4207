// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/scenes/backdrop.h"

namespace enogu::drawn {

namespace {

/// Points that fill the unit square evenly (the additive recurrence of the plastic number).
Point scattered(int i)
{
    const double x = 0.5 + 0.7548776662466927 * i, y = 0.5 + 0.5698402909980532 * i;
    return {float(x - std::floor(x)), float(y - std::floor(y))};
}

void paintRain(Easel& easel, Point corner)
{
    const Flat water{mixed(easel.light().skyLow, {1, 1, 1}, 0.25f)};
    constexpr Point kFall{-0.022f, 0.075f};
    for (int i = 0; i < 46; ++i) {
        const Point p = scattered(i);
        const Point from{corner.x + p.x, corner.y + p.y};
        easel.fill(Rod{from, {from.x + kFall.x, from.y + kFall.y}, 0.0045f}, water, 0.34f, 0.006f);
    }
}

void paintSnow(Easel& easel, Point corner)
{
    const Flat flake{mixed(easel.light().tint, {1, 1, 1}, 0.6f)};
    for (int i = 0; i < 54; ++i) {
        const Point p = scattered(i);
        const Point at{corner.x + p.x, corner.y + p.y};
        easel.fill(Disc{at, 0.008f + 0.0012f * float(i % 5)}, flake, 0.75f, 0.008f);
    }
}

} // namespace

void paintWeather(Easel& easel)
{
    easel.setFrame({0, 0}, 1, false);
    const Bounds view = easel.view();
    for (float y = std::floor(view.top); y < view.bottom; ++y) {
        for (float x = std::floor(view.left); x < view.right; ++x) {
            if (easel.light().weather == Weather::Rain)
                paintRain(easel, {x, y});
            if (easel.light().weather == Weather::Snow)
                paintSnow(easel, {x, y});
        }
    }
}

} // namespace enogu::drawn
