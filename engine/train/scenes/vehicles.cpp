// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/scenes/figures.h"

namespace enogu::drawn {

namespace {

void paintWheel(Easel& easel, float x, float radius)
{
    const Point hub{x, -radius};
    const Colour rubber = easel.lit({0.15f, 0.15f, 0.17f});
    easel.fill(Disc{hub, radius}, body(rubber, -2 * radius, 0));
    easel.fill(Disc{hub, radius * 0.48f}, Flat{easel.lit({0.74f, 0.76f, 0.79f})});
}

/// Head lamp in front, tail lamp behind.
void paintLamps(Easel& easel, float front, float back, float y)
{
    const bool on = easel.light().isNight();
    const Colour white = on ? Colour{1, 0.95f, 0.70f} : easel.lit({1, 0.96f, 0.80f});
    const Colour red = on ? Colour{0.95f, 0.25f, 0.20f} : easel.lit({0.75f, 0.15f, 0.15f});
    easel.fill(Panel{{front - 0.022f, y - 0.013f}, {front, y + 0.013f}, 0.008f}, Flat{white});
    easel.fill(Panel{{back, y - 0.013f}, {back + 0.016f, y + 0.013f}, 0.006f}, Flat{red});
}

void paintBumper(Easel& easel, float from, float to, float y)
{
    const Colour grey = easel.lit({0.36f, 0.37f, 0.40f});
    easel.fill(Panel{{from, y - 0.012f}, {to, y + 0.010f}, 0.008f}, Flat{grey});
}

} // namespace

void paintBus(Easel& easel, ColourName name)
{
    const Colour colour = easel.lit(colourOf(name));
    easel.shadow({{0, -0.002f}, {0.27f, 0.035f}}, 0.5f);
    paintBumper(easel, -0.235f, 0.237f, -0.042f);
    easel.fill(Panel{{-0.23f, -0.25f}, {0.23f, -0.04f}, 0.03f}, body(colour, -0.25f, -0.04f));
    const Fade pane = glass(easel, -0.215f, -0.13f);
    for (int i = 0; i < 4; ++i) {
        const float x = -0.205f + 0.083f * float(i);
        easel.fill(Panel{{x, -0.215f}, {x + 0.07f, -0.135f}, 0.010f}, pane);
    }
    easel.fill(Panel{{0.135f, -0.215f}, {0.226f, -0.12f}, 0.014f}, pane);
    easel.fill(Panel{{-0.225f, -0.105f}, {0.228f, -0.090f}, 0.004f},
               Flat{mixed(colour, easel.lit({0.80f, 0.80f, 0.80f}), 0.35f)});
    paintLamps(easel, 0.232f, -0.232f, -0.066f);
    paintWheel(easel, -0.135f, 0.042f);
    paintWheel(easel, 0.135f, 0.042f);
}

void paintCar(Easel& easel, ColourName name)
{
    const Colour colour = easel.lit(colourOf(name));
    easel.shadow({{0, -0.002f}, {0.23f, 0.03f}}, 0.5f);
    paintBumper(easel, -0.202f, 0.204f, -0.045f);
    const auto cabin =
        facet({{-0.085f, -0.172f}, {0.045f, -0.172f}, {0.12f, -0.10f}, {-0.155f, -0.10f}});
    const auto hull = join(Panel{{-0.2f, -0.115f}, {0.2f, -0.036f}, 0.036f}, cabin, 0.03f);
    easel.fill(hull, body(colour, -0.175f, -0.036f, 1.1f));
    const Fade pane = glass(easel, -0.16f, -0.105f);
    easel.fill(
        facet({{-0.076f, -0.160f}, {-0.022f, -0.160f}, {-0.022f, -0.112f}, {-0.120f, -0.112f}}),
        pane);
    easel.fill(
        facet({{-0.006f, -0.160f}, {0.040f, -0.160f}, {0.090f, -0.112f}, {-0.006f, -0.112f}}),
        pane);
    paintLamps(easel, 0.198f, -0.198f, -0.083f);
    paintWheel(easel, -0.115f, 0.039f);
    paintWheel(easel, 0.118f, 0.039f);
}

void paintTruck(Easel& easel, ColourName name)
{
    const Colour colour = easel.lit(colourOf(name));
    easel.shadow({{0, -0.002f}, {0.26f, 0.035f}}, 0.5f);
    paintBumper(easel, -0.225f, 0.228f, -0.046f);
    easel.fill(Panel{{-0.225f, -0.27f}, {0.075f, -0.05f}, 0.012f}, body(colour, -0.27f, -0.05f));
    const Flat fold{scaled(colour, 0.90f)};
    for (const float x : {-0.15f, -0.075f, 0.0f})
        easel.fill(Panel{{x - 0.005f, -0.25f}, {x + 0.005f, -0.07f}, 0.004f}, fold);
    const auto nose = facet({{0.09f, -0.195f},
                             {0.175f, -0.195f},
                             {0.222f, -0.115f},
                             {0.222f, -0.045f},
                             {0.09f, -0.045f}});
    easel.fill(join(nose, Panel{{0.09f, -0.11f}, {0.224f, -0.045f}, 0.015f}, 0.01f),
               body(scaled(colour, 0.93f), -0.2f, -0.04f));
    easel.fill(facet({{0.112f, -0.175f}, {0.165f, -0.175f}, {0.198f, -0.115f}, {0.112f, -0.115f}}),
               glass(easel, -0.18f, -0.11f));
    paintLamps(easel, 0.226f, -0.228f, -0.075f);
    for (const float x : {-0.145f, 0.15f})
        paintWheel(easel, x, 0.043f);
}

} // namespace enogu::drawn
