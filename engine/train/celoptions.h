// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/runoptions.h"

namespace enogu {

/// A training run of Cel's network.
struct CelOptions
{
    /// Nothing in the network bounds its steps, but for the clip.
    RunOptions run{.steps = 14000,
                   .batch = 8,
                   .rate = 5e-4,
                   .cosine = true,
                   .decay = 1e-3,
                   .clip = 0.15,
                   .meanDecay = 0.998,
                   .saveSeconds = 60};
    int width = 24;
    int crop = 160;
    int pictureSide = 352;
    int firstPictures = 48; ///< drawn before the first step
    int pictures = 240;     ///< one more every pictureEvery steps until there are so many
    int pictureEvery = 12;
    double startGain = 0.577; ///< spread of the first weights, times √(fan in)
    double shiftWeight = 0.5; ///< at the end, of the loss that makes moved crops agree
};

} // namespace enogu
