// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/scenes/light.h"

#include <cmath>

namespace enogu::drawn {

namespace {

struct Hour
{
    Colour top, middle, low; ///< a clear sky
    Colour tint;
    Colour overcast; ///< what the grey of a covered sky is multiplied with
    Colour cloud;
};

constexpr Hour kHours[] = {
    {{0.30f, 0.58f, 0.92f},
     {0.55f, 0.77f, 0.96f},
     {0.84f, 0.93f, 0.98f},
     {1, 1, 1},
     {1, 1, 1},
     {0.98f, 0.98f, 0.99f}},
    {{0.38f, 0.33f, 0.62f},
     {0.86f, 0.50f, 0.52f},
     {1.00f, 0.74f, 0.42f},
     {1.0f, 0.84f, 0.72f},
     {0.95f, 0.70f, 0.62f},
     {0.97f, 0.66f, 0.60f}},
    {{0.05f, 0.07f, 0.22f},
     {0.09f, 0.13f, 0.33f},
     {0.20f, 0.25f, 0.48f},
     {0.64f, 0.66f, 0.84f},
     {0.27f, 0.31f, 0.47f},
     {0.20f, 0.24f, 0.42f}},
};

struct Sky
{
    Colour top, low; ///< grey of a covered sky
    float covered;   ///< how much of the clear sky it hides
    Colour tint, indoors;
    float hazeNear, hazeFar;
};

constexpr Sky kSkies[] = {
    {{1, 1, 1}, {1, 1, 1}, 0, {1, 1, 1}, {1, 1, 1}, 0, 0.22f},
    {{0.44f, 0.50f, 0.58f},
     {0.66f, 0.71f, 0.76f},
     0.90f,
     {0.76f, 0.80f, 0.87f},
     {0.80f, 0.83f, 0.88f},
     0.02f,
     0.45f},
    {{0.60f, 0.70f, 0.85f},
     {0.90f, 0.93f, 0.97f},
     0.84f,
     {0.93f, 0.97f, 1.0f},
     {0.92f, 0.97f, 1.04f},
     0.02f,
     0.45f},
    {{0.80f, 0.81f, 0.80f},
     {0.87f, 0.87f, 0.85f},
     0.92f,
     {0.97f, 0.97f, 0.95f},
     {0.92f, 0.91f, 0.88f},
     0.10f,
     0.95f},
};

constexpr Colour kRoomTints[] = {{1, 1, 1}, {1.0f, 0.87f, 0.75f}, {0.66f, 0.65f, 0.82f}};

Colour times(const Colour& a, const Colour& b)
{
    return {a[0] * b[0], a[1] * b[1], a[2] * b[2]};
}

} // namespace

Colour Light::on(const Colour& surface, float away) const
{
    return mixed(times(surface, tint), haze, hazeNear + (hazeFar - hazeNear) * away);
}

Light lightOutside(Weather weather, DayTime time)
{
    const Hour& hour = kHours[std::size_t(time)];
    const Sky& sky = kSkies[std::size_t(weather)];
    const Colour greyTop = times(sky.top, hour.overcast), greyLow = times(sky.low, hour.overcast);
    Light light{weather, time, times(hour.tint, sky.tint)};
    light.hazeNear = sky.hazeNear;
    light.hazeFar = sky.hazeFar;
    light.skyTop = mixed(hour.top, greyTop, sky.covered);
    light.skyMiddle = mixed(hour.middle, mixed(greyTop, greyLow, 0.55f), sky.covered);
    light.skyLow = mixed(hour.low, greyLow, sky.covered);
    light.haze = mixed(light.skyLow, light.skyMiddle, 0.25f);
    light.cloud = mixed(hour.cloud, scaled(greyLow, 1.04f), sky.covered);
    light.cloudShare = weather == Weather::Clear ? 0.85f : 0.55f;
    return light;
}

Light lightOf(Place place, Weather weather, DayTime time)
{
    Light light = lightOutside(weather, time);
    if (place == Place::Street)
        return light;
    light.tint = times(kRoomTints[std::size_t(time)], kSkies[std::size_t(weather)].indoors);
    light.hazeNear = 0;
    light.hazeFar = 0;
    return light;
}

} // namespace enogu::drawn
