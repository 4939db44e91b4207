// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/train/trainers.h"

namespace enogu {

namespace {

#define ENOGU_DIFFUSION_VALUES                                                                     \
    ENOGU_RUN_VALUES                                                                               \
    " model pictures latents side families first-families fresh min-snr snr-floor "                \
    "text-rate channels"

#define ENOGU_DIFFUSION_HELP                                                                       \
    "  --model DIR          a folder in diffusers' layout: its vae/ is used as it is, and "        \
    "training\n"                                                                                   \
    "                       goes on from its unet/ and text_encoder/ where it has them\n"          \
    "  --pictures DIR       learn from these instead of the drawn world (see below)\n"             \
    "  --side PIXELS        of the pictures (default 128)\n"                                       \
    "  --families N         drawn scenes, each with its variants, whose latents are kept "         \
    "(default "                                                                                    \
    "4000)\n"                                                                                      \
    "  --first-families N   of them encoded before the first step (default 64)\n"                  \
    "  --fresh N            and before each step, until there are so many (default 1)\n"           \
    "  --latents DIR        where they are kept (default: in the run's folder)\n"                  \
    "  --channels N,N,...   of a new UNet (default 48,96,128)\n"                                   \
    "  --min-snr G          weighting of the noise levels (default 5; 0: none)\n"                  \
    "  --snr-floor W        weight that no noise level goes below: 1 for edits, which are "        \
    "decided\n"                                                                                    \
    "                       where the noise is strong (default 0)\n"                               \
    "  --text-rate R        of the text encoder, relative to the UNet's (default 1; 0 keeps it)\n" \
    "  --checkpointing      compute blocks twice instead of keeping them: less memory, more "      \
    "time\n"

#define ENOGU_HELD_OUT_HELP                                                                        \
    " Pictures are cut to the square in\n"                                                         \
    "their middle. One row of 20 is held out for the log; of fewer rows, none.\n\n"

constexpr const char* kLdmHelp =
    "Usage: enogu train ldm --model DIR --out DIR [OPTIONS]\n\n"
    "Trains latent diffusion (DDPM, Ho et al. 2020; Rombach et al. 2022) on drawn scenes and "
    "their\n"
    "captions; --text-dropout 1 makes it unconditional.\n\n" ENOGU_DIFFUSION_HELP
    "  --text-dropout P     share of examples without a text (default 0.1)\n\n"
    "--pictures DIR: DIR/metadata.jsonl holds a line {\"file_name\": \"a.jpg\", \"text\": \"...\"} "
    "for\n"
    "each picture (the imagefolder of the Python library datasets; \"caption\" is read, too). "
    "Without\n"
    "that file every picture in DIR is learnt without a text." ENOGU_HELD_OUT_HELP;

constexpr const char* kInstructHelp =
    "Usage: enogu train instruct --model DIR --out DIR [OPTIONS]\n\n"
    "Teaches the UNet of a text-to-image model to follow instructions (InstructPix2Pix, Brooks et\n"
    "al. 2022) on drawn scenes and their exact edits: it gets four more input channels, which\n"
    "start at 0.\n\n" ENOGU_DIFFUSION_HELP
    "  --drop-text P  --drop-image P  --drop-both P   (default 0.05 each)\n"
    "  --change-weight W    further weight of the loss where the edit changes the latents\n"
    "                       (default 4)\n\n"
    "--pictures DIR: DIR/metadata.jsonl holds a line {\"file_name\": \"before.jpg\",\n"
    "\"edited_file_name\": \"after.jpg\", \"instruction\": \"...\"} for each edit, as enogu train "
    "scenes\n"
    "writes it; input_image, edited_image and edit_prompt are read, too." ENOGU_HELD_OUT_HELP;

DiffusionOptions readDiffusion(const Arguments& given, const std::filesystem::path& folder)
{
    DiffusionOptions options;
    options.run.folder = folder;
    readRun(given, options.run);
    if (given.text("model").empty())
        throw UsageError("--model DIR names the folder that holds vae/.");
    options.model = given.path("model");
    options.latents = given.path("latents");
    options.own.folder = given.path("pictures");
    options.side = given.integer("side", options.side, 32, 2048);
    options.families = given.integer("families", options.families, 1, 100'000'000);
    options.firstFamilies = given.integer("first-families", options.firstFamilies, 1, 100'000'000);
    options.freshPerStep = given.integer("fresh", options.freshPerStep, 0, 100'000);
    options.minSnr = given.number("min-snr", options.minSnr, 0, 1e6);
    options.snrFloor = given.number("snr-floor", options.snrFloor, 0, 1e6);
    options.textRate = given.number("text-rate", options.textRate, 0, 100);
    options.checkpointing = given.has("checkpointing");
    options.channels = readChannels(given, "channels", options.channels);
    return options;
}

TrainOptions ldmFrom(const Arguments& given, const std::filesystem::path& folder)
{
    LdmOptions options{.diffusion = readDiffusion(given, folder)};
    options.textDropout = given.number("text-dropout", options.textDropout, 0, 1);
    return options;
}

TrainOptions instructFrom(const Arguments& given, const std::filesystem::path& folder)
{
    InstructOptions options{.diffusion = readDiffusion(given, folder)};
    options.dropText = given.number("drop-text", options.dropText, 0, 0.3);
    options.dropImage = given.number("drop-image", options.dropImage, 0, 0.3);
    options.dropBoth = given.number("drop-both", options.dropBoth, 0, 0.3);
    options.changeWeight = given.number("change-weight", options.changeWeight, 0, 1000);
    return options;
}

} // namespace

const Trainer kLdmTrainer{"ldm",
                          "latent diffusion: pictures from captions",
                          kLdmHelp,
                          ENOGU_DIFFUSION_VALUES " text-dropout",
                          "model_index.json",
                          ldmFrom,
                          "checkpointing"};
const Trainer kInstructTrainer{
    "instruct",         "InstructPix2Pix: edits by instruction",
    kInstructHelp,      ENOGU_DIFFUSION_VALUES " drop-text drop-image drop-both change-weight",
    "model_index.json", instructFrom,
    "checkpointing"};

} // namespace enogu
