// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/ownpictures.h"
#include "engine/train/runoptions.h"

#include <vector>

namespace enogu {

/// A training run of an autoencoder (diffusers' AutoencoderKL) on drawn scenes.
struct VaeOptions
{
    RunOptions run{.batch = 12, .rate = 4e-4, .decay = 0};
    std::vector<std::int64_t> channels{16, 48, 96, 128}; ///< of each level, the finest first
    int groups = 4; ///< of norms; more would wipe out the mean colour before the last layer
    int latentChannels = 4;
    int crop = 128; ///< side of the crops that a step sees, in pixels
    OwnPictures own{};
    int side = 256;               ///< of the pictures that they are cut from
    int pictures = 0;             ///< different ones; 0: always new ones
    double squareWeight = 1;      ///< of the squared error beside the absolute one
    double klWeight = 1e-5;       ///< of the mean divergence of a latent value, beside mean |error|
    std::filesystem::path from{}; ///< holds the vae/ to start from, which says its channels, too
    bool decoderOnly = false;     ///< keep its encoder, and so the latents, as they are
    std::filesystem::path lpips{}; ///< weights of a perceptual distance; empty: none
    double lpipsWeight = 0.5;      ///< beside mean |error|
    double ganWeight = 0;          ///< of an adversary's verdicts, once balanced; 0: none
    std::int64_t ganStart = 50000; ///< the step from which there is an adversary
    double ganRate = 1e-4;         ///< where the run's own is at its highest
    int ganWidth = 64;             ///< channels of the adversary's first layer
};

/// Measures the factor that brings an autoencoder's latents to unit deviation and writes it into
/// its config.json.
struct ScalingOptions
{
    std::filesystem::path folder{}; ///< holds vae/ with config.json and the weights
    std::uint64_t seed = 1;
    OwnPictures own{};
    int pictures = 256;
    int side = 256;
    int threads = 0;
};

} // namespace enogu
