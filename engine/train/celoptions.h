// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/runoptions.h"

namespace enogu {

/// A training run of Cel's network.
struct CelOptions
{
    std::filesystem::path folder; ///< checkpoint, log, curve, weights and the pool of pictures
    std::uint64_t seed = 1;
    std::int64_t steps = 14000; ///< length of the cosine schedule, unless minutes is set
    double minutes = 0;         ///< above 0: the schedule follows the time spent training
    int width = 24;
    int batch = 8;
    int crop = 160;
    int pictureSide = 352;
    int firstPictures = 48; ///< drawn before the first step
    int pictures = 240;     ///< one more every pictureEvery steps until there are so many
    int pictureEvery = 12;
    double rate = 5e-4;
    double startGain = 0.577; ///< spread of the first weights, times √(fan in)
    double shiftWeight = 0.5; ///< at the end, of the loss that makes moved crops agree
    TrainingType type = TrainingType::Auto; ///< Auto: bfloat16 where the CPU is fast at it
    int threads = 0;                        ///< 0: all cores
    double saveSeconds = 60;
};

} // namespace enogu
