// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/diffusionoptions.h"
#include "app/words/interrupt.h"

namespace enogu {

namespace {

const std::string kHelp =
    std::string(
        "Usage: enogu generate OUT --prompt TEXT [OPTIONS]\n"
        "       enogu generate OUT --prompt TEXT --init PHOTO [--mask MASK] [OPTIONS]\n\n"
        "Makes a picture from words with a diffusion model; with --init from a photo, and with\n"
        "--mask only where the mask is white: elsewhere the photo stays as it is. OUT ends in\n"
        ".png, .jpg, .webp or .tif.\n\n"
        "  --prompt TEXT          what to show (models without words need none)\n"
        "  --guidance G           how closely to follow the prompt (default: the model's own,\n"
        "                         7.5 where it says none; up to 1: no negative)\n"
        "  --guidance-rescale R   0..1 (default 0)\n"
        "  --size LONG|WxH        of the picture; with --init the bound of its long side while\n"
        "                         it is worked on (default: the model's own size)\n"
        "  --init PHOTO           what to begin with\n"
        "  --strength 0..1        share of the steps that change it (default 0.75; 0 the "
        "photo)\n") +
    kDiffusionHelp;

Extent sizeFrom(const Arguments& given)
{
    if (!given.has("size"))
        return {};
    const std::string size = given.text("size");
    const std::size_t cross = size.find('x');
    if (cross == std::string::npos)
        return {sideFrom(size, size), sideFrom(size, size)};
    if (given.has("init"))
        throw UsageError("With --init, --size takes the long side alone: the photo "
                         "keeps its proportions.");
    return {sideFrom(size.substr(0, cross), size), sideFrom(size.substr(cross + 1), size)};
}

Generate recipeFrom(const Arguments& given)
{
    Generate recipe;
    recipe.guidance = kOwnGuidance;
    recipe.seed = drawnSeed();
    readGenerate(given, recipe);
    recipe.size = sizeFrom(given);
    recipe.strength = given.number("strength", recipe.strength, 0, 1);
    return recipe;
}

int run(Console& console, const WordList& words)
{
    const Arguments given(words, diffusionOptions("prompt guidance guidance-rescale init strength"),
                          diffusionFlags());
    if (given.positionals().size() != 1 || given.positionals().front().empty())
        throw UsageError("Name one file, which the picture goes to.");
    DiffusionRequest request = diffusionRequest(given);
    request.recipe = recipeFrom(given);
    request.out = given.positionals().front();
    request.in = given.path("init");
    if (request.in.empty() && !request.mask.empty())
        throw UsageError("--mask needs the photo that it belongs to: --init.");
    const Interrupt interrupt;
    return DiffusionCommand(request, console, interrupt.token()).run();
}

} // namespace

const Command kGenerate{"generate", "make a picture from words, or change a photo by words",
                        kHelp.c_str(), run};

} // namespace enogu
