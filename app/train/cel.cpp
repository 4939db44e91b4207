// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/train/trainers.h"

namespace enogu {

namespace {

constexpr const char* kHelp =
    "Usage: enogu train cel --out DIR [OPTIONS]\n\n"
    "Trains the network of the bundled style on pictures that it draws. DIR receives the weights\n"
    "(cel.safetensors), the loss curve (curve.png), a log and what a run needs to go on: started\n"
    "again with the same DIR it resumes, also after Ctrl+C.\n\n"
    "  --seed N             of pictures and first weights (default 1)\n"
    "  --steps N            length of the schedule (default 14000)\n"
    "  --minutes M          let the schedule follow the clock instead\n"
    "  --pictures N         drawn in all (default 240)\n"
    "  --first-pictures N   drawn before the first step (default 48)\n"
    "  --picture-every N    steps between two further pictures (default 12)\n"
    "  --batch N  --crop PIXELS  --rate R   of a step (default 8, 160 and 0.0005)\n"
    "  --width 24|32|48     channels at half size (default 24)\n"
    "  --dtype TYPE         auto, f32 or bf16\n"
    "  --threads N          default: all cores\n"
    "  --json               progress as JSON, one object a line\n\n"
    "Exit status: 0 done, 1 failed, 2 wrong usage, 130 interrupted.\n";

TrainOptions optionsFrom(const Arguments& given, const std::filesystem::path& folder)
{
    CelOptions options;
    options.folder = folder;
    options.seed = std::uint64_t(given.integer("seed", 1, 0, kManySteps));
    options.steps = given.integer("steps", int(options.steps), 1, kManySteps);
    options.minutes = given.number("minutes", 0, 0, 1e6);
    options.pictures = given.integer("pictures", options.pictures, 1, 100'000);
    options.firstPictures = given.integer("first-pictures", options.firstPictures, 1, 100'000);
    options.pictureEvery = given.integer("picture-every", options.pictureEvery, 1, kManySteps);
    options.batch = given.integer("batch", options.batch, 2, 1024);
    options.crop = given.integer("crop", options.crop, 40, options.pictureSide - 32) / 8 * 8;
    options.rate = given.number("rate", options.rate, 1e-8, 1);
    const WordList widths{"24", "32", "48"};
    options.width = std::stoi(widths[std::size_t(given.choice("width", widths))]);
    options.type = readTrainingType(given);
    options.threads = given.integer("threads", 0, 1, 1024);
    return options;
}

} // namespace

const Trainer kCelTrainer{
    "cel",
    "the network of the bundled style, on pictures that it draws",
    kHelp,
    "seed steps minutes pictures first-pictures picture-every batch crop rate width dtype threads",
    "cel.safetensors",
    optionsFrom};

} // namespace enogu
