// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/scenes/backdrop.h"
#include "engine/train/scenes/figures.h"

namespace enogu::drawn {

namespace {

const Colour kWalnut{0.36f, 0.26f, 0.20f};

} // namespace

void paintCurtains(Easel& easel, ColourName name)
{
    const Colour colour = easel.lit(colourOf(name));
    const Colour crest = mixed(colour, {1, 1, 1}, 0.08f), trough = scaled(colour, 0.84f);
    const auto folds = [=](float x, float) {
        return mixed(trough, crest, 0.5f + 0.5f * std::cos(x * 150));
    };
    constexpr float kTop = -0.055f, kBottom = 0.375f;
    for (const float side : {-1.0f, 1.0f}) {
        const float a = side * 0.118f, b = side * 0.222f;
        easel.fill(Panel{{std::min(a, b), kTop}, {std::max(a, b), kBottom}, 0.012f}, folds);
    }
    easel.fill(Rod{{-0.235f, kTop}, {0.235f, kTop}, 0.010f}, Flat{easel.lit(kWalnut)});
}

void paintSofa(Easel& easel, ColourName name)
{
    const Colour colour = easel.lit(colourOf(name));
    easel.shadow({{0, -0.004f}, {0.27f, 0.035f}}, 0.45f);
    for (const float x : {-0.18f, 0.18f})
        easel.fill(Rod{{x, -0.035f}, {x, -0.008f}, 0.012f}, Flat{easel.lit(kWalnut)});
    easel.fill(Panel{{-0.20f, -0.265f}, {0.20f, -0.05f}, 0.04f}, body(colour, -0.265f, -0.05f));
    const Fade cushion = body(mixed(colour, {1, 1, 1}, 0.03f), -0.145f, -0.07f, 1.2f);
    easel.fill(Panel{{-0.175f, -0.148f}, {-0.003f, -0.075f}, 0.024f}, cushion);
    easel.fill(Panel{{0.003f, -0.148f}, {0.175f, -0.075f}, 0.024f}, cushion);
    easel.fill(Panel{{-0.20f, -0.085f}, {0.20f, -0.025f}, 0.012f},
               body(scaled(colour, 0.92f), -0.085f, -0.025f));
    for (const float side : {-1.0f, 1.0f}) {
        const float a = side * 0.168f, b = side * 0.232f;
        easel.fill(Panel{{std::min(a, b), -0.178f}, {std::max(a, b), -0.022f}, 0.03f},
                   body(colour, -0.178f, -0.022f, 1.1f));
    }
}

void paintCabinet(Easel& easel, ColourName name)
{
    const Colour colour = easel.lit(colourOf(name));
    easel.shadow({{0, -0.004f}, {0.18f, 0.03f}}, 0.45f);
    for (const float x : {-0.115f, 0.115f})
        easel.fill(Rod{{x, -0.03f}, {x, -0.008f}, 0.012f}, Flat{easel.lit(kWalnut)});
    easel.fill(Panel{{-0.14f, -0.40f}, {0.14f, -0.022f}, 0.010f}, body(colour, -0.40f, -0.022f));
    easel.fill(Panel{{-0.152f, -0.415f}, {0.152f, -0.385f}, 0.008f},
               Flat{mixed(colour, {1, 1, 1}, 0.09f)});
    const Colour groove = scaled(colour, 0.78f);
    const Flat knob{easel.lit({0.83f, 0.70f, 0.38f})};
    for (const float side : {-1.0f, 1.0f}) {
        const float a = side * 0.010f, b = side * 0.126f;
        const Point least{std::min(a, b), -0.365f}, most{std::max(a, b), -0.04f};
        easel.fill(Panel{least, most, 0.008f}, Flat{groove});
        easel.fill(
            Panel{{least.x + 0.008f, least.y + 0.008f}, {most.x - 0.008f, most.y - 0.008f}, 0.006f},
            body(colour, -0.36f, -0.04f));
        easel.fill(Disc{{side * 0.030f, -0.20f}, 0.009f}, knob);
    }
}

void paintLamp(Easel& easel, ColourName name)
{
    const bool on = easel.light().isNight();
    const Colour plain = colourOf(name);
    const Colour colour = on ? mixed(easel.lit(plain), plain, 0.75f) : easel.lit(plain);
    const Flat metal{easel.lit({0.42f, 0.38f, 0.35f})};
    easel.shadow({{0, -0.006f}, {0.11f, 0.022f}}, 0.4f);
    easel.fill(Rod{{0, -0.30f}, {0, -0.02f}, 0.008f}, metal);
    easel.fill(Ellipse{{0, -0.014f}, {0.068f, 0.014f}}, metal);
    const Colour bulb = on ? Colour{1, 0.90f, 0.60f} : easel.lit({0.96f, 0.92f, 0.80f});
    easel.fill(Ellipse{{0, -0.262f}, {0.112f, 0.016f}}, Flat{bulb});
    easel.fill(
        facet({{-0.072f, -0.445f}, {0.072f, -0.445f}, {0.122f, -0.265f}, {-0.122f, -0.265f}}),
        body(colour, -0.445f, -0.265f, on ? -0.6f : 1));
}

void paintChair(Easel& easel, ColourName name)
{
    const Colour colour = easel.lit(colourOf(name)), dark = scaled(colour, 0.85f);
    easel.shadow({{0, -0.004f}, {0.14f, 0.028f}}, 0.42f);
    for (const float x : {-0.068f, 0.068f})
        easel.fill(Rod{{x, -0.17f}, {x, -0.045f}, 0.010f}, Flat{scaled(colour, 0.76f)});
    const auto back = join(Rod{{-0.085f, -0.19f}, {-0.088f, -0.345f}, 0.014f},
                           Rod{{0.085f, -0.19f}, {0.088f, -0.345f}, 0.014f});
    easel.fill(back, body(dark, -0.35f, -0.15f));
    easel.fill(Panel{{-0.098f, -0.362f}, {0.098f, -0.225f}, 0.028f},
               body(colour, -0.362f, -0.225f));
    for (const float x : {-0.092f, 0.092f})
        easel.fill(Rod{{x, -0.14f}, {x, -0.014f}, 0.0135f}, body(dark, -0.15f, 0));
    easel.fill(Panel{{-0.112f, -0.178f}, {0.112f, -0.125f}, 0.020f},
               body(colour, -0.19f, -0.12f, 1.1f));
}

void paintTable(Easel& easel, ColourName name)
{
    const Colour colour = easel.lit(colourOf(name)), dark = scaled(colour, 0.84f);
    easel.shadow({{0, -0.012f}, {0.26f, 0.036f}}, 0.42f);
    for (const float x : {-0.15f, 0.15f})
        easel.fill(Rod{{x, -0.20f}, {x, -0.045f}, 0.012f}, Flat{scaled(colour, 0.74f)});
    for (const float x : {-0.185f, 0.185f})
        easel.fill(Rod{{x, -0.18f}, {x, -0.014f}, 0.0155f}, body(dark, -0.18f, 0));
    easel.fill(Panel{{-0.20f, -0.20f}, {0.20f, -0.152f}, 0.006f}, body(dark, -0.2f, -0.15f));
    easel.fill(
        facet({{-0.175f, -0.268f}, {0.175f, -0.268f}, {0.226f, -0.205f}, {-0.226f, -0.205f}}),
        body(mixed(colour, {1, 1, 1}, 0.04f), -0.268f, -0.205f));
    easel.fill(Panel{{-0.228f, -0.208f}, {0.228f, -0.182f}, 0.006f}, body(colour, -0.22f, -0.18f));
}

} // namespace enogu::drawn
