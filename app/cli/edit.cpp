// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/diffusionoptions.h"
#include "app/words/interrupt.h"

namespace enogu {

namespace {

const std::string kHelp =
    std::string(
        "Usage: enogu edit IN OUT --instruction TEXT [OPTIONS]\n\n"
        "Changes a photo as an instruction says, e.g. \"change the color of the bus to black\",\n"
        "with an InstructPix2Pix model; with --mask only where the mask is white: elsewhere the\n"
        "photo stays as it is. OUT ends in .png, .jpg, .webp or .tif.\n\n"
        "  --instruction TEXT     what to change; empty: nothing\n"
        "  --text-guidance G      how closely to follow the instruction\n"
        "                         (default: the model's own, 7.5 where it says none)\n"
        "  --image-guidance G     how closely to keep to the photo (likewise, 1.5)\n"
        "  --size LONG            of the long side while the photo is worked on (default: the\n"
        "                         model's own size)\n") +
    kDiffusionHelp;

Instruct recipeFrom(const Arguments& given)
{
    if (!given.has("instruction"))
        throw UsageError("Say what to change: --instruction TEXT.");
    Instruct recipe;
    recipe.textGuidance = recipe.imageGuidance = kOwnGuidance;
    recipe.seed = drawnSeed();
    readInstruct(given, recipe);
    recipe.size = given.integer("size", recipe.size, 1, kMostSide);
    return recipe;
}

int run(Console& console, const WordList& words)
{
    const Arguments given(words, diffusionOptions("instruction text-guidance image-guidance"),
                          diffusionFlags());
    const WordList& files = given.positionals();
    if (files.size() != 2 || contains(files, ""))
        throw UsageError("Name two files: the photo, and where the result goes.");
    DiffusionRequest request = diffusionRequest(given);
    request.recipe = recipeFrom(given);
    request.in = files[0];
    request.out = files[1];
    const Interrupt interrupt;
    return DiffusionCommand(request, console, interrupt.token()).run();
}

} // namespace

const Command kEdit{"edit", "change a photo as an instruction says", kHelp.c_str(), run};

} // namespace enogu
