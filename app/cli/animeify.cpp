// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/animeifycommand.h"
#include "app/cli/commands.h"
#include "app/cli/filenames.h"
#include "app/cli/results.h"
#include "app/words/arguments.h"
#include "app/words/interrupt.h"

namespace enogu {

namespace {

constexpr const char* kHelp =
    "Usage: enogu animeify PHOTO... OUT [OPTIONS]\n\n"
    "Turns photos into anime pictures. OUT is a file (.png .jpg .webp .tif), or a folder; several\n"
    "photos always go into a folder.\n\n"
    "  --style NAME|PATH      cel (default), or a file or folder with a generator's weights\n"
    "  --strength 0..1        1 (default) the style, 0 the photo\n"
    "  --keep-colour 0..1     1 gives the result the photo's colours (default 0)\n"
    "  --upsampling MODE      auto, half-pixel, corners or tf1\n"
    "  --dtype TYPE           auto, f32 or bf16\n"
    "  --device NAME          auto, cpu, cuda or cuda:N\n"
    "Sliders of the style cel:\n"
    "  --flatness 0..1  --bands 2..16  --line-weight 0..1  --warmth 0..1  --colour 0..1\n"
    "Files:\n"
    "  --quality 1..100       of JPEG and WebP (default 92)\n"
    "  --overwrite            replace OUT when it exists\n"
    "  --keep-gps             keep where the photo was taken\n"
    "  --huge                 take photos of more than 100 megapixels\n"
    "  --json                 progress and results as JSON, one object a line\n\n"
    "Exit status: 0 done, 1 failed, 2 wrong usage, 130 interrupted.\n";

constexpr const char* kValues =
    "style strength keep-colour upsampling dtype device flatness bands line-weight warmth colour "
    "quality";
constexpr const char* kFlags = "overwrite keep-gps huge json help";

Animeify recipeFrom(const Arguments& given)
{
    Animeify recipe;
    recipe.style = styleFrom(given.text("style", "cel"));
    if (recipe.style.empty())
        throw UsageError("--style needs a name or a path.");
    recipe.strength = given.number("strength", recipe.strength, 0, 1);
    recipe.keepColour = given.number("keep-colour", recipe.keepColour, 0, 1);
    recipe.upsampling =
        Upsampling(given.choice("upsampling", {"auto", "half-pixel", "corners", "tf1"}));
    recipe.dtype = DType(given.choice("dtype", {"auto", "f32", "bf16", "f16"}));
    CelLook& look = recipe.look;
    look.flatness = given.number("flatness", look.flatness, 0, 1);
    look.bands = given.integer("bands", look.bands, 2, 16);
    look.lineWeight = given.number("line-weight", look.lineWeight, 0, 1);
    look.warmth = given.number("warmth", look.warmth, 0, 1);
    look.colour = given.number("colour", look.colour, 0, 1);
    return recipe;
}

AnimeifyRequest requestFrom(const Arguments& given)
{
    AnimeifyRequest request;
    request.recipe = recipeFrom(given);
    request.device = given.text("device", "auto");
    requireDevice(request.device);
    request.save.quality = given.integer("quality", request.save.quality, 1, 100);
    request.save.overwrite = given.has("overwrite");
    request.save.keepGps = given.has("keep-gps");
    request.huge = given.has("huge");
    if (given.positionals().size() < 2)
        throw UsageError("Name at least one photo and where the result goes.");
    if (contains(given.positionals(), ""))
        throw UsageError("A file's name is empty.");
    request.inputs.assign(given.positionals().begin(), given.positionals().end());
    request.out = request.inputs.back();
    request.inputs.pop_back();
    return request;
}

int run(Console& console, const WordList& words)
{
    const AnimeifyRequest request = requestFrom(Arguments(words, parted(kValues), parted(kFlags)));
    const Interrupt interrupt;
    AnimeifyCommand command(request, console, interrupt.token());
    return command.run();
}

} // namespace

const Command kAnimeify{"animeify", "turn photos into anime pictures", kHelp, run};

} // namespace enogu
