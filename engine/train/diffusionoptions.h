// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/ownpictures.h"
#include "engine/train/runoptions.h"

#include <vector>

namespace enogu {

/// What the trainers of latent diffusion share.
struct DiffusionOptions
{
    RunOptions run{.batch = 64, .rate = 4e-4};
    std::filesystem::path
        model{}; ///< diffusers folder that gives the autoencoder and whatever else
                 ///< it holds (text encoder, UNet): those parts are trained on
    std::filesystem::path latents{}; ///< where they are kept; empty: in the run's folder
    OwnPictures own{};               ///< with captions or edits
    int side = 128;                  ///< of the pictures
    int families = 4000;             ///< scenes with their variants whose latents are kept
    int firstFamilies = 64;          ///< encoded before the first step
    int freshPerStep = 1;            ///< and before each step, until there are so many
    double minSnr = 5;               ///< γ of min-SNR weighting; 0: none
    double snrFloor = 0;             ///< least weight of the clean picture's error at any noise
                                     ///< level (truncated SNR, Salimans and Ho 2022)
    double textRate = 1;             ///< of the text encoder's rate; 0 keeps it as it is
    bool checkpointing = false;      ///< less memory for a third more time
    std::vector<std::int64_t> channels{48, 96, 128}; ///< of a UNet that starts from nothing
};

/// Text-conditional latent diffusion; with a dropout of 1, unconditional.
struct LdmOptions
{
    DiffusionOptions diffusion;
    double textDropout = 0.1;
};

/// InstructPix2Pix: the UNet of a text-to-image model learns to follow instructions.
struct InstructOptions
{
    DiffusionOptions diffusion;
    double dropText = 0.05, dropImage = 0.05, dropBoth = 0.05;
    double changeWeight = 4; ///< further weight of the loss where the edit changes the latents
};

} // namespace enogu
