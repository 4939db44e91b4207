// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/train/trainers.h"

namespace enogu {

namespace {

constexpr const char* kHelp =
    "Usage: enogu train lpips --out DIR [OPTIONS]\n\n"
    "Trains a perceptual distance (LPIPS, Zhang et al. 2018) to say which of two pictures is "
    "nearer\n"
    "to a third one. DIR receives it as lpips.safetensors, for enogu train vae --lpips. It stands "
    "on\n"
    "features that the first steps learn by telling what drawn scenes show, or on those of "
    "VGG-16.\n"
    "It learns from drawn pictures that it distorts more and less, and the log says how many\n"
    "held-out ones it puts in order (\"synthetic\"), or from judgements of people.\n\n"
    "  --vgg FILE           features of torchvision's VGG-16 (vgg16-397923af.pth) instead\n"
    "  --feature-steps N    first steps, which learn features (default 5000; 0 with --vgg)\n"
    "  --channels N,N,...   of their stages (default 16,32,64,96,96)\n"
    "  --bapps DIR          learn from people: folders ref, p0, p1 and judge as those of BAPPS; "
    "what\n"
    "                       lies below a folder val is held out, else one judgement of 20, and "
    "the\n"
    "                       log says how far the distance agrees with it\n"
    "  --side PIXELS        of the pictures (default 64)\n"
    "  --scenes N           different drawn ones (default: always new ones)\n\n";

TrainOptions optionsFrom(const Arguments& given, const std::filesystem::path& folder)
{
    LpipsOptions options;
    options.run.folder = folder;
    readRun(given, options.run);
    options.vgg = given.path("vgg");
    options.featureSteps = given.integer("feature-steps", int(options.featureSteps), 0, kManySteps);
    options.channels = readChannels(given, "channels", options.channels);
    options.own.folder = given.path("bapps");
    options.side = given.integer("side", options.side, 32, 512) / 32 * 32;
    options.pictures = given.integer("scenes", 0, 1, kManySteps);
    return options;
}

} // namespace

const Trainer kLpipsTrainer{"lpips",
                            "a perceptual distance, for the autoencoder to lower",
                            kHelp,
                            ENOGU_RUN_VALUES " vgg feature-steps channels bapps side scenes",
                            "lpips.safetensors",
                            optionsFrom};

} // namespace enogu
