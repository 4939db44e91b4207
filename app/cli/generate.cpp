// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/diffusionoptions.h"
#include "app/cli/filenames.h"
#include "app/cli/interrupt.h"

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
        "  --guidance G           how closely to follow the prompt (default 7.5; up to 1: no "
        "negative)\n"
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
    const QString size = given.text("size");
    const QStringList sides = size.split(QLatin1Char('x'));
    if (sides.size() == 1)
        return {sideFrom(size, size), sideFrom(size, size)};
    if (given.has("init"))
        throw UsageError(QStringLiteral("With --init, --size takes the long side alone: the photo "
                                        "keeps its proportions."));
    return {sideFrom(sides[0], size), sideFrom(size.mid(sides[0].size() + 1), size)};
}

Generate recipeFrom(const Arguments& given)
{
    Generate recipe;
    readDiffusion(given, recipe);
    recipe.prompt = bytesFromText(given.text("prompt"));
    recipe.guidance = given.number("guidance", recipe.guidance, 0, kMostGuidance);
    recipe.guidanceRescale = given.number("guidance-rescale", recipe.guidanceRescale, 0, 1);
    recipe.size = sizeFrom(given);
    recipe.strength = given.number("strength", recipe.strength, 0, 1);
    return recipe;
}

int run(Console& console, const QStringList& arguments)
{
    const Arguments given(arguments,
                          diffusionOptions("prompt guidance guidance-rescale init strength"),
                          diffusionFlags());
    if (given.positionals().size() != 1 || given.positionals().first().isEmpty())
        throw UsageError(QStringLiteral("Name one file, which the picture goes to."));
    DiffusionRequest request = diffusionRequest(given);
    request.recipe = recipeFrom(given);
    request.out = bytesFromText(given.positionals().first());
    request.in = pathFrom(given, "init");
    if (request.in.empty() && !request.mask.empty())
        throw UsageError(QStringLiteral("--mask needs the photo that it belongs to: --init."));
    const Interrupt interrupt;
    return DiffusionCommand(request, console, interrupt.token()).run();
}

} // namespace

const Command kGenerate{"generate", "make a picture from words, or change a photo by words",
                        kHelp.c_str(), run};

} // namespace enogu
