// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/ownpictures.h"
#include "engine/train/runoptions.h"

#include <vector>

namespace enogu {

/// A training run of a perceptual distance (LPIPS) on judgements which of two pictures is nearer to
/// a third one.
struct LpipsOptions
{
    RunOptions run{.steps = 8000, .batch = 32, .rate = 1e-3, .decay = 0};
    std::filesystem::path vgg{};      ///< torchvision's VGG-16; empty: features are learnt first
    std::int64_t featureSteps = 5000; ///< that this takes, the first ones of the run
    std::vector<std::int64_t> channels{16, 32, 64, 96, 96}; ///< of the stages of such features
    OwnPictures own{}; ///< people's judgements, laid out as BAPPS; else distortions are judged
    int side = 64;     ///< of the pictures, a multiple of 16
    int pictures = 0;  ///< different drawn ones; 0: always new ones
};

} // namespace enogu
