// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/image/tone.h"

#include <algorithm>
#include <cmath>

namespace enogu {

namespace {

constexpr int kSteps = 4096;
constexpr double kContrast = 0.25;     // share of the smoothstep S-curve in the tone curve
constexpr double kLift = 0.88;         // gamma that opens the shadows
constexpr double kBandMix = 0.65;      // share of the banded lightness
constexpr double kBandSharpness = 3.4; // phi_q, per unit of L* (Winnemöller et al. 2006)
constexpr double kWarmA = 2.0;         // a*, b* added to lights and taken from shadows at warmth 1
constexpr double kWarmB = 5.0;

double smoothStep(double t)
{
    t = std::clamp(t, 0.0, 1.0);
    return t * t * (3 - 2 * t);
}

double toned(double l)
{
    const double x = std::pow(l / 100, kLift);
    return 100 * (x + kContrast * (smoothStep(x) - x));
}

/// Soft quantisation: flat inside a band, a short smooth step at the boundary between two.
double banded(double l, int bands)
{
    const double width = 100.0 / bands;
    const double boundary = std::round(l / width) * width;
    const double step = smoothStep(kBandSharpness * (l - boundary) / 4 + 0.5) - 0.5;
    return std::clamp(boundary + step * width, 0.0, 100.0);
}

/// −1 … 1, zero at black, mid-grey and white, so that neutral ends stay neutral.
double lightOrShadow(double l)
{
    const double w = l / 50 - 1;
    return 2.598 * w * (1 - w * w);
}

} // namespace

ToneCurve::ToneCurve(const CelLook& look)
    : m_table(kSteps + 1), m_vividness(0.6F * float(look.colour))
{
    const int bands = std::clamp(look.bands, 2, 16);
    for (int i = 0; i <= kSteps; ++i) {
        const double l = toned(100.0 * i / kSteps);
        const double warm = look.warmth * lightOrShadow(l);
        m_table[std::size_t(i)] = {float((1 - kBandMix) * l + kBandMix * banded(l, bands)),
                                   float(kWarmA * warm), float(kWarmB * warm)};
    }
}

float ToneCurve::lightness(float l) const
{
    const float at = std::clamp(l, 0.0F, 100.0F) * (kSteps / 100.0F);
    return m_table[std::size_t(at + 0.5F)].lightness;
}

void ToneCurve::apply(float* lab, std::size_t count) const
{
    for (std::size_t i = 0; i < count; ++i, lab += 3) {
        const float at = std::clamp(lab[0], 0.0F, 100.0F) * (kSteps / 100.0F);
        const Entry& entry = m_table[std::size_t(at + 0.5F)];
        const float chroma2 = lab[1] * lab[1] + lab[2] * lab[2];
        // rises with chroma, so that greys stay grey, and falls again before colours clip
        const float gain = 1 + m_vividness * (chroma2 / (chroma2 + 225)) / (1 + chroma2 / 3600);
        lab[0] = entry.lightness;
        lab[1] = lab[1] * gain + entry.warmA;
        lab[2] = lab[2] * gain + entry.warmB;
    }
}

} // namespace enogu
