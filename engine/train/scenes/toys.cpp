// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/scenes/figures.h"

namespace enogu::drawn {

void paintBalloon(Easel& easel, ColourName name)
{
    const Colour colour = easel.lit(colourOf(name));
    const Flat rope{easel.lit({0.45f, 0.38f, 0.32f})};
    for (const float side : {-1.0f, 1.0f})
        easel.fill(Rod{{side * 0.034f, 0.095f}, {side * 0.024f, 0.158f}, 0.0042f}, rope);
    const auto skin = join(
        Ellipse{{0, -0.01f}, {0.118f, 0.116f}},
        facet({{-0.075f, 0.055f}, {0.075f, 0.055f}, {0.034f, 0.128f}, {-0.034f, 0.128f}}), 0.03f);
    easel.fill(skin, Round{colour, {0.045f * easel.sunward(), -0.06f}, 0.21f, 1.1f});
    const Colour seam = scaled(colour, 0.86f);
    easel.fill(overlap(Ellipse{{0, 0.0f}, {0.042f, 0.126f}}, skin), Flat{seam}, 0.6f, 0.004f);
    easel.fill(Panel{{-0.030f, 0.150f}, {0.030f, 0.195f}, 0.008f},
               body(easel.lit({0.62f, 0.44f, 0.27f}), 0.15f, 0.195f));
}

void paintBall(Easel& easel, ColourName name)
{
    const Colour colour = easel.lit(colourOf(name));
    const Disc ball{{0, -0.116f}, 0.116f};
    easel.shadow({{0, -0.006f}, {0.145f, 0.03f}}, 0.45f);
    const Round paint{colour, {0.042f * easel.sunward(), -0.165f}, 0.18f, 1.1f};
    easel.fill(ball, paint);
    const Colour trim = easel.lit(name == ColourName::White ? Colour{0.62f, 0.70f, 0.80f}
                                                            : Colour{0.96f, 0.94f, 0.90f});
    const auto band = overlap(Rod{{-0.14f, -0.135f}, {0.14f, -0.092f}, 0.018f}, ball);
    easel.fill(band, Fade{trim, scaled(trim, 0.88f), -0.15f, -0.05f});
    easel.glow({{0.045f * easel.sunward(), -0.176f}, 0.038f}, easel.lit({1, 1, 1}), 0.55f);
}

void paintGift(Easel& easel, ColourName name)
{
    const Colour colour = easel.lit(colourOf(name));
    const Colour gold = easel.lit({0.86f, 0.66f, 0.26f});
    easel.shadow({{0, -0.004f}, {0.15f, 0.026f}}, 0.45f);
    easel.fill(Panel{{-0.102f, -0.165f}, {0.102f, 0}, 0.006f}, body(colour, -0.165f, 0));
    easel.fill(Panel{{-0.017f, -0.165f}, {0.017f, 0}}, body(gold, -0.165f, 0));
    for (const float side : {-1.0f, 1.0f})
        easel.fill(join(Ellipse{{side * 0.036f, -0.236f}, {0.036f, 0.024f}},
                        Disc{{side * 0.008f, -0.222f}, 0.016f}, 0.01f),
                   body(gold, -0.26f, -0.21f));
    easel.fill(Panel{{-0.115f, -0.215f}, {0.115f, -0.158f}, 0.008f},
               body(mixed(colour, {1, 1, 1}, 0.05f), -0.215f, -0.158f));
    easel.fill(Panel{{-0.019f, -0.215f}, {0.019f, -0.158f}}, body(gold, -0.215f, -0.158f));
    easel.fill(Disc{{0, -0.222f}, 0.015f}, Flat{scaled(gold, 0.85f)});
}

void paintClock(Easel& easel, ColourName name)
{
    const Colour colour = easel.lit(colourOf(name));
    const Colour rim = easel.lit({0.50f, 0.36f, 0.25f});
    const Colour ink = easel.lit(name == ColourName::Black || name == ColourName::Blue ||
                                         name == ColourName::Purple || name == ColourName::Red ||
                                         name == ColourName::Green
                                     ? Colour{0.96f, 0.95f, 0.92f}
                                     : Colour{0.16f, 0.15f, 0.17f});
    easel.shadow({{-0.01f * easel.sunward(), 0.018f}, {0.125f, 0.122f}}, 0.4f);
    easel.fill(Disc{{0, 0}, 0.113f}, body(rim, -0.11f, 0.11f));
    easel.fill(Disc{{0, 0}, 0.100f}, body(colour, -0.1f, 0.1f, 0.8f));
    for (int i = 0; i < 4; ++i) {
        const float x = i % 2 ? (i == 1 ? 0.08f : -0.08f) : 0, y = i % 2 ? 0 : (i ? 0.08f : -0.08f);
        easel.fill(Disc{{x, y}, 0.007f}, Flat{ink});
    }
    easel.fill(Rod{{0, 0}, {-0.034f, -0.026f}, 0.0065f}, Flat{ink});
    easel.fill(Rod{{0, 0}, {0.036f, -0.054f}, 0.0055f}, Flat{ink});
}

void paintRug(Easel& easel, ColourName name)
{
    const Colour colour = easel.lit(colourOf(name));
    const Colour trim = mixed(colour, easel.lit({0.90f, 0.86f, 0.78f}), 0.45f);
    easel.fill(Ellipse{{0, 0.006f}, {0.385f, 0.112f}}, Flat{scaled(colour, 0.72f)});
    easel.fill(Ellipse{{0, 0}, {0.385f, 0.110f}}, body(colour, -0.11f, 0.11f, 0.7f));
    easel.fill(Ellipse{{0, 0}, {0.330f, 0.088f}}, Flat{trim});
    easel.fill(Ellipse{{0, 0}, {0.312f, 0.080f}}, body(colour, -0.11f, 0.11f, 0.7f));
}

} // namespace enogu::drawn
