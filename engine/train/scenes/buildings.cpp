// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/scenes/figures.h"

namespace enogu::drawn {

namespace {

bool isSnowy(const Easel& easel)
{
    return easel.light().weather == Weather::Snow;
}

Colour roofOf(const Easel& easel)
{
    return easel.lit(isSnowy(easel) ? Colour{0.92f, 0.94f, 0.98f} : Colour{0.44f, 0.30f, 0.29f});
}

void paintPane(Easel& easel, Point centre, Point half)
{
    const Colour frame = easel.lit({0.90f, 0.88f, 0.83f});
    easel.fill(Panel{{centre.x - half.x - 0.009f, centre.y - half.y - 0.009f},
                     {centre.x + half.x + 0.009f, centre.y + half.y + 0.009f},
                     0.004f},
               Flat{frame});
    easel.fill(
        Panel{{centre.x - half.x, centre.y - half.y}, {centre.x + half.x, centre.y + half.y}},
        glass(easel, centre.y - half.y, centre.y + half.y));
}

} // namespace

Fade glass(const Easel& easel, float top, float bottom)
{
    if (easel.light().isNight())
        return {{1, 0.88f, 0.55f}, {0.98f, 0.76f, 0.40f}, top, bottom};
    return {easel.lit({0.74f, 0.86f, 0.94f}), easel.lit({0.42f, 0.56f, 0.68f}), top, bottom};
}

void paintHouse(Easel& easel, ColourName name)
{
    const Colour colour = easel.lit(colourOf(name)), roof = roofOf(easel);
    easel.shadow({{0, 0.002f}, {0.22f, 0.03f}}, 0.35f);
    const Colour brick = easel.lit({0.55f, 0.36f, 0.31f});
    easel.fill(Panel{{0.075f, -0.36f}, {0.115f, -0.24f}}, body(brick, -0.36f, -0.24f));
    easel.fill(Panel{{-0.155f, -0.245f}, {0.155f, 0}}, body(colour, -0.24f, 0));
    easel.fill(facet({{0, -0.385f}, {0.195f, -0.225f}, {-0.195f, -0.225f}}),
               Fade{mixed(roof, {1, 1, 1}, 0.06f), scaled(roof, 0.9f), -0.385f, -0.225f});
    const Colour door = easel.lit({0.40f, 0.27f, 0.20f});
    easel.fill(Panel{{-0.032f, -0.115f}, {0.032f, 0}, 0.006f}, body(door, -0.115f, 0));
    easel.fill(Disc{{0.018f, -0.055f}, 0.006f}, Flat{easel.lit({0.85f, 0.72f, 0.35f})});
    paintPane(easel, {-0.093f, -0.145f}, {0.030f, 0.034f});
    paintPane(easel, {0.093f, -0.145f}, {0.030f, 0.034f});
}

void paintTower(Easel& easel, ColourName name)
{
    const Colour colour = easel.lit(colourOf(name)), roof = roofOf(easel);
    easel.shadow({{0, 0.002f}, {0.15f, 0.026f}}, 0.35f);
    easel.fill(Panel{{-0.09f, -0.38f}, {0.09f, 0}}, body(colour, -0.38f, 0));
    easel.fill(Panel{{-0.105f, -0.40f}, {0.105f, -0.355f}, 0.006f},
               Flat{mixed(colour, {1, 1, 1}, 0.06f)});
    easel.fill(facet({{0, -0.52f}, {0.115f, -0.395f}, {-0.115f, -0.395f}}),
               Fade{mixed(roof, {1, 1, 1}, 0.06f), scaled(roof, 0.9f), -0.52f, -0.395f});
    for (const float y : {-0.295f, -0.185f})
        for (const float x : {-0.042f, 0.042f})
            paintPane(easel, {x, y}, {0.019f, 0.030f});
    const Colour door = easel.lit({0.40f, 0.27f, 0.20f});
    easel.fill(Panel{{-0.028f, -0.095f}, {0.028f, 0.02f}, 0.028f}, body(door, -0.095f, 0));
    easel.fill(Panel{{-0.028f, -0.0f}, {0.028f, 0.02f}, 0}, Flat{door}, 0);
}

void paintTree(Easel& easel, ColourName name)
{
    const Colour colour = easel.lit(colourOf(name));
    const Colour bark = easel.lit({0.45f, 0.33f, 0.25f});
    easel.shadow({{0, 0}, {0.13f, 0.025f}}, 0.4f);
    const auto trunk = facet({{-0.014f, -0.20f}, {0.014f, -0.20f}, {0.026f, 0}, {-0.026f, 0}});
    easel.fill(trunk, body(bark, -0.2f, 0));
    const auto crown =
        join(join(Disc{{-0.068f, -0.20f}, 0.078f}, Disc{{0.07f, -0.205f}, 0.076f}, 0.03f),
             join(Disc{{-0.028f, -0.275f}, 0.088f}, Disc{{0.042f, -0.285f}, 0.080f}, 0.02f), 0.03f);
    const float sun = 0.05f * easel.sunward();
    easel.fill(crown, Round{colour, {sun, -0.31f}, 0.24f, 1.1f});
    const Colour leaf = mixed(colour, {1, 1, 1}, 0.22f);
    easel.fill(Ellipse{{sun, -0.305f}, {0.055f, 0.032f}}, Flat{leaf}, 0.6f, 0.02f);
    easel.fill(Ellipse{{sun - 0.085f * easel.sunward(), -0.225f}, {0.036f, 0.022f}}, Flat{leaf},
               0.5f, 0.016f);
}

void paintBench(Easel& easel, ColourName name)
{
    const Colour colour = easel.lit(colourOf(name));
    const Flat iron{easel.lit({0.27f, 0.28f, 0.31f})};
    easel.shadow({{0, -0.004f}, {0.24f, 0.03f}}, 0.4f);
    for (const float x : {-0.15f, 0.15f}) {
        easel.fill(Rod{{x, -0.20f}, {x, -0.008f}, 0.010f}, iron);
        easel.fill(Rod{{x + 0.035f, -0.09f}, {x + 0.035f, -0.005f}, 0.010f}, iron);
    }
    for (const float y : {-0.225f, -0.175f})
        easel.fill(Panel{{-0.195f, y}, {0.195f, y + 0.041f}, 0.010f}, body(colour, y, y + 0.041f));
    easel.fill(Panel{{-0.205f, -0.118f}, {0.205f, -0.068f}, 0.012f},
               body(colour, -0.118f, -0.068f));
}

} // namespace enogu::drawn
