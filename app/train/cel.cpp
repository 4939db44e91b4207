// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/train/trainers.h"

namespace enogu {

namespace {

constexpr const char* kHelp =
    "Usage: enogu train cel --out DIR [OPTIONS]\n\n"
    "Trains the network of the bundled style on pictures that it draws; DIR receives it as\n"
    "cel.safetensors.\n\n"
    "  --minutes M          let the schedule follow the clock instead of the steps\n"
    "  --pictures N         drawn in all (default 240)\n"
    "  --first-pictures N   drawn before the first step (default 48)\n"
    "  --picture-every N    steps between two further pictures (default 12)\n"
    "  --crop PIXELS        of what a step sees (default 160)\n"
    "  --width 24|32|48     channels at half size (default 24)\n\n";

TrainOptions optionsFrom(const Arguments& given, const std::filesystem::path& folder)
{
    CelOptions options;
    options.run.folder = folder;
    readRun(given, options.run);
    if (options.run.batch < 2)
        throw UsageError("--batch takes at least 2 here: a crop and its twin.");
    options.run.minutes = given.number("minutes", 0, 0, 1e6);
    options.pictures = given.integer("pictures", options.pictures, 1, 100'000);
    options.firstPictures = given.integer("first-pictures", options.firstPictures, 1, 100'000);
    options.pictureEvery = given.integer("picture-every", options.pictureEvery, 1, kManySteps);
    options.crop = given.integer("crop", options.crop, 40, options.pictureSide - 32) / 8 * 8;
    const WordList widths{"24", "32", "48"};
    options.width = std::stoi(widths[std::size_t(given.choice("width", widths))]);
    return options;
}

} // namespace

const Trainer kCelTrainer{"cel",
                          "the network of the bundled style, on pictures that it draws",
                          kHelp,
                          ENOGU_RUN_VALUES
                          " minutes pictures first-pictures picture-every crop width",
                          "cel.safetensors",
                          optionsFrom};

} // namespace enogu
