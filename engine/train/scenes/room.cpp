// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/scenes/backdrop.h"
#include "engine/train/scenes/random.h"

namespace enogu::drawn {

namespace {

constexpr Colour kWalls[] = {{0.93f, 0.87f, 0.76f},
                             {0.80f, 0.87f, 0.80f},
                             {0.78f, 0.85f, 0.91f},
                             {0.93f, 0.82f, 0.79f},
                             {0.87f, 0.83f, 0.91f}};
constexpr Colour kFloors[] = {{0.72f, 0.53f, 0.36f}, {0.62f, 0.44f, 0.30f}, {0.78f, 0.64f, 0.48f}};
constexpr Colour kWood{0.97f, 0.96f, 0.93f};

void paintWindow(Easel& easel, std::uint64_t seed, const Light& outside)
{
    const Light inside = easel.light();
    const Bounds w = kWindow;
    easel.setClip(w);
    easel.setLight(outside, 0);
    paintSky(easel, seed, 0.43f);
    paintWeather(easel);
    easel.setClip(easel.view());
    easel.setLight(inside, 0);
    const Colour wood = easel.lit(kWood);
    const Flat light{mixed(wood, {1, 1, 1}, 0.1f)}, dark{scaled(wood, 0.86f)};
    const float t = 0.022f, mid = (w.left + w.right) / 2;
    easel.fill(Panel{{w.left - t, w.top - t}, {w.right + t, w.top + 0.004f}, 0.004f}, light);
    easel.fill(Panel{{w.left - t, w.top}, {w.left + 0.004f, w.bottom}, 0}, light);
    easel.fill(Panel{{w.right - 0.004f, w.top}, {w.right + t, w.bottom}, 0}, light);
    easel.fill(Panel{{mid - 0.008f, w.top}, {mid + 0.008f, w.bottom}, 0}, light);
    easel.fill(Panel{{w.left, 0.23f}, {w.right, 0.244f}, 0}, light);
    easel.fill(Panel{{w.left - 0.045f, w.bottom}, {w.right + 0.045f, w.bottom + 0.026f}, 0.005f},
               light);
    easel.fill(
        Panel{{w.left - 0.035f, w.bottom + 0.024f}, {w.right + 0.035f, w.bottom + 0.034f}, 0},
        dark);
}

void paintFloor(Easel& easel, const Colour& surface)
{
    const Colour colour = easel.lit(surface);
    const Bounds view = easel.view();
    const Fade paint{mixed(colour, {1, 1, 1}, 0.10f), scaled(colour, 0.90f), kFloorLine, 1};
    easel.fillRows(kFloorLine, view.bottom + 1, [&](float y) { return paint(0, y); });
    const Flat seam{scaled(colour, 0.80f)};
    for (const float y : {0.68f, 0.765f, 0.88f})
        easel.fill(Panel{{view.left - 1, y - 0.004f}, {view.right + 1, y + 0.004f}}, seam, 0.35f);
    if (easel.light().weather != Weather::Clear || easel.light().isNight())
        return;
    const auto patch = facet({{0.36f, 0.70f}, {0.62f, 0.70f}, {0.56f, 0.86f}, {0.20f, 0.86f}});
    const bool day = easel.light().time == DayTime::Day;
    easel.fill(patch, Flat{day ? Colour{1, 0.97f, 0.86f} : Colour{1, 0.74f, 0.46f}}, 0.24f, 0.02f);
}

} // namespace

void paintRoom(Easel& easel, std::uint64_t seed, const Light& outside)
{
    Random random(seed ^ 0x7aULL);
    const Colour wall = easel.lit(kWalls[random.below(5)]);
    const Colour floor = kFloors[random.below(3)];
    const Fade paint{mixed(wall, {1, 1, 1}, 0.10f), scaled(wall, 0.95f), 0, kFloorLine};
    easel.fillRows(easel.view().top - 1, kFloorLine + 0.1f, [&](float y) { return paint(0, y); });
    paintFloor(easel, floor);
    const Colour board = easel.lit(kWood);
    easel.fillRows(kFloorLine - 0.035f, kFloorLine, [&](float) { return board; });
    paintWindow(easel, seed, outside);
}

} // namespace enogu::drawn
