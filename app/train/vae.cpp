// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/train/trainers.h"

namespace enogu {

namespace {

constexpr const char* kHelp =
    "Usage: enogu train vae --out DIR [OPTIONS]\n\n"
    "Trains an autoencoder on drawn scenes: pictures become latents an eighth as wide and high "
    "(by\n"
    "as many halvings as there are channels less one) and come back. DIR/vae receives it in the\n"
    "layout of diffusers' AutoencoderKL.\n\n"
    "  --channels N,N,...   of each level, the finest first (default 16,48,96,128)\n"
    "  --latent-channels N  (default 4)\n"
    "  --side PIXELS        of the scenes (default 256)\n"
    "  --crop PIXELS        of what a step sees (default 128)\n"
    "  --scenes N           different ones (default: always new ones)\n"
    "  --pictures DIR       learn from the pictures in DIR (or those that DIR/metadata.jsonl "
    "lists\n"
    "                       as file_name) instead, cut to the square in their middle; of 20, one "
    "is\n"
    "                       held out\n"
    "  --square-weight W    of the squared error beside the absolute one (default 1)\n"
    "  --kl-weight W        of the pull towards a unit normal (default 1e-5)\n"
    "  --from DIR           start from DIR/vae, which says the channels, too\n"
    "  --decoder-only       keep its encoder, and so every latent, as it is\n"
    "  --lpips FILE         weights of a perceptual distance to lower, too (lpips.safetensors)\n"
    "  --lpips-weight W     of it (default 0.5)\n"
    "  --gan-weight W       of an adversary that tells answers from pictures, as a share of the\n"
    "                       pull of the other losses (default 0: none; 0.5 is usual)\n"
    "  --gan-start STEP     from which there is one (default 50000)\n"
    "  --gan-rate R         its learning rate (default 1e-4)\n"
    "  --gan-width N        channels of its first layer (default 64)\n\n";

void readJudges(const Arguments& given, VaeOptions& options)
{
    options.from = given.path("from");
    options.decoderOnly = given.has("decoder-only");
    options.lpips = given.path("lpips");
    options.lpipsWeight = given.number("lpips-weight", options.lpipsWeight, 0, 1e6);
    options.ganWeight = given.number("gan-weight", 0, 0, 1e6);
    options.ganStart = given.integer("gan-start", int(options.ganStart), 0, kManySteps);
    options.ganRate = given.number("gan-rate", options.ganRate, 1e-9, 1);
    options.ganWidth = given.integer("gan-width", options.ganWidth, 1, 512);
    if (options.decoderOnly && options.from.empty())
        throw UsageError("--decoder-only asks for --from DIR, whose encoder stays.");
}

TrainOptions optionsFrom(const Arguments& given, const std::filesystem::path& folder)
{
    VaeOptions options;
    options.run.folder = folder;
    readRun(given, options.run);
    options.channels = readChannels(given, "channels", options.channels);
    options.latentChannels = given.integer("latent-channels", options.latentChannels, 1, 64);
    options.side = given.integer("side", options.side, 64, 2048);
    options.crop = given.integer("crop", options.crop, 32, options.side) / 32 * 32;
    options.own.folder = given.path("pictures");
    options.pictures = given.integer("scenes", 0, 1, kManySteps);
    options.squareWeight = given.number("square-weight", options.squareWeight, 0, 1e6);
    options.klWeight = given.number("kl-weight", options.klWeight, 0, 1e6);
    readJudges(given, options);
    return options;
}

constexpr const char* kScalingHelp =
    "Usage: enogu train scaling-factor --out DIR [OPTIONS]\n\n"
    "Measures the factor that brings the latents of DIR/vae to unit deviation on drawn scenes and\n"
    "writes it into DIR/vae/config.json, where every diffusion trainer and pipeline reads it.\n\n"
    "  --count N            of the pictures that are measured (default 256)\n"
    "  --pictures DIR       measure these instead\n"
    "  --side PIXELS        of the scenes (default 256)\n"
    "  --seed N             (default 1)\n"
    "  --threads N          default: all cores\n"
    "  --json               progress as JSON, one object a line\n\n"
    "Exit status: 0 done, 1 failed, 2 wrong usage, 130 interrupted.\n";

TrainOptions scalingFrom(const Arguments& given, const std::filesystem::path& folder)
{
    ScalingOptions options;
    options.folder = folder;
    options.seed = std::uint64_t(given.integer("seed", 1, 0, kManySteps));
    options.own.folder = given.path("pictures");
    options.pictures = given.integer("count", options.pictures, 2, 1'000'000);
    options.side = given.integer("side", options.side, 64, 2048);
    options.threads = given.integer("threads", 0, 1, 1024);
    return options;
}

} // namespace

const Trainer kVaeTrainer{
    "vae",
    "an autoencoder: pictures to latents and back",
    kHelp,
    ENOGU_RUN_VALUES
    " channels latent-channels side crop scenes pictures square-weight kl-weight from "
    "lpips lpips-weight gan-weight gan-start gan-rate gan-width",
    "vae",
    optionsFrom,
    "decoder-only"};

const Trainer kScalingTrainer{"scaling-factor",  "the factor that brings latents to unit deviation",
                              kScalingHelp,      "seed count pictures side threads",
                              "vae/config.json", scalingFrom};

} // namespace enogu
