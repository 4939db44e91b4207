// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/scenes/figures.h"

namespace enogu::drawn {

namespace {

constexpr Colour kPink{0.93f, 0.58f, 0.60f};

void paintEye(Easel& easel, Point at, float radius, const Colour& iris)
{
    easel.fill(Disc{at, radius}, Flat{easel.lit(iris)});
    easel.fill(Disc{at, radius * 0.58f}, Flat{easel.lit({0.07f, 0.07f, 0.09f})});
}

} // namespace

void paintCat(Easel& easel, ColourName name)
{
    const Colour colour = easel.lit(colourOf(name));
    const float sun = 0.04f * easel.sunward();
    easel.shadow({{0.01f, -0.006f}, {0.15f, 0.026f}}, 0.42f);
    const auto tail = join(Rod{{0.05f, -0.024f}, {0.125f, -0.034f}, 0.020f},
                           Rod{{0.125f, -0.034f}, {0.138f, -0.115f}, 0.018f}, 0.02f);
    easel.fill(tail, body(scaled(colour, 0.93f), -0.13f, -0.005f));
    const auto trunk = join(Ellipse{{0, -0.088f}, {0.088f, 0.088f}},
                            Ellipse{{0, -0.14f}, {0.062f, 0.085f}}, 0.03f);
    easel.fill(trunk, Round{colour, {sun, -0.17f}, 0.20f});
    const Flat fold{scaled(colour, 0.82f)};
    for (const float side : {-1.0f, 1.0f})
        easel.fill(Rod{{side * 0.034f, -0.075f}, {side * 0.030f, -0.025f}, 0.004f}, fold, 0.8f,
                   0.006f);
    for (const float side : {-1.0f, 1.0f})
        easel.fill(Ellipse{{side * 0.032f, -0.014f}, {0.030f, 0.016f}},
                   Flat{mixed(colour, {1, 1, 1}, 0.10f)});
    const auto ear = [](float side) {
        const Point outer{side * 0.074f, -0.262f}, tip{side * 0.068f, -0.335f};
        const Point inner{side * 0.012f, -0.288f};
        return side > 0 ? facet({tip, outer, inner}) : facet({tip, inner, outer});
    };
    const auto face = join(Ellipse{{0, -0.235f}, {0.084f, 0.070f}}, join(ear(-1), ear(1)), 0.012f);
    easel.fill(face, Round{colour, {sun, -0.28f}, 0.17f});
    for (const float side : {-1.0f, 1.0f}) {
        const Point tip{side * 0.060f, -0.315f}, outer{side * 0.062f, -0.278f};
        const Point inner{side * 0.034f, -0.288f};
        const auto lining = side > 0 ? facet({tip, outer, inner}) : facet({tip, inner, outer});
        easel.fill(lining, Flat{easel.lit(kPink)}, 0.8f, 0.006f);
        paintEye(easel, {side * 0.034f, -0.242f}, 0.0155f, {0.93f, 0.90f, 0.55f});
    }
    easel.fill(Ellipse{{0, -0.213f}, {0.012f, 0.008f}}, Flat{easel.lit(kPink)});
}

void paintDog(Easel& easel, ColourName name)
{
    const Colour colour = easel.lit(colourOf(name)), dark = scaled(colour, 0.86f);
    easel.shadow({{0, -0.004f}, {0.17f, 0.026f}}, 0.42f);
    easel.fill(Rod{{-0.105f, -0.165f}, {-0.150f, -0.235f}, 0.016f}, Flat{colour});
    for (const float x : {-0.072f, 0.098f})
        easel.fill(Rod{{x, -0.10f}, {x, -0.018f}, 0.019f}, body(dark, -0.10f, 0));
    for (const float x : {-0.105f, 0.064f})
        easel.fill(Rod{{x, -0.11f}, {x, -0.018f}, 0.021f}, body(colour, -0.13f, 0));
    const auto trunk = join(Rod{{-0.085f, -0.140f}, {0.065f, -0.145f}, 0.052f},
                            Rod{{0.075f, -0.155f}, {0.108f, -0.225f}, 0.036f}, 0.03f);
    easel.fill(trunk, body(colour, -0.20f, -0.085f));
    easel.fill(Rod{{0.070f, -0.186f}, {0.130f, -0.186f}, 0.010f},
               Flat{easel.lit({0.74f, 0.66f, 0.52f})});
    const auto head = join(Ellipse{{0.112f, -0.245f}, {0.062f, 0.056f}},
                           Rod{{0.14f, -0.230f}, {0.175f, -0.226f}, 0.028f}, 0.02f);
    easel.fill(head, body(colour, -0.30f, -0.19f));
    easel.fill(Ellipse{{0.072f, -0.235f}, {0.026f, 0.052f}}, Flat{scaled(colour, 0.74f)});
    const Colour nose =
        name == ColourName::Black ? Colour{0.40f, 0.36f, 0.37f} : Colour{0.12f, 0.10f, 0.11f};
    easel.fill(Ellipse{{0.198f, -0.238f}, {0.014f, 0.012f}}, Flat{easel.lit(nose)});
    paintEye(easel, {0.128f, -0.262f}, 0.013f, {0.95f, 0.94f, 0.90f});
}

} // namespace enogu::drawn
