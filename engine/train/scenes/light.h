// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/scenes/scene.h"

namespace enogu::drawn {

/// What weather and time of day make of colours.
struct Light
{
    Weather weather{};
    DayTime time{};
    Colour tint{};                          ///< what white looks like
    Colour skyTop{}, skyMiddle{}, skyLow{}; ///< of the sky's gradient
    Colour cloud{};
    float cloudShare = 0; ///< how much clouds cover the sky behind them
    Colour haze{};
    float hazeNear = 0, hazeFar = 0; ///< share of haze at hand and at the horizon

    bool isNight() const { return time == DayTime::Night; }
    /// A surface's colour under this light; `away` 0 is at hand, 1 at the horizon.
    Colour on(const Colour& surface, float away) const;
};

Light lightOf(Place place, Weather weather, DayTime time);
/// The light on what is seen through a room's window.
Light lightOutside(Weather weather, DayTime time);

} // namespace enogu::drawn
