// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/animeifycommand.h"
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/filenames.h"
#include "app/cli/interrupt.h"
#include "app/cli/results.h"

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

const QStringList& valueNames()
{
    static const QStringList names =
        QStringLiteral(
            "style strength keep-colour upsampling dtype device flatness bands line-weight warmth "
            "colour quality")
            .split(QLatin1Char(' '));
    return names;
}

const QStringList& flagNames()
{
    static const QStringList names =
        QStringLiteral("overwrite keep-gps huge json help").split(QLatin1Char(' '));
    return names;
}

Animeify recipeFrom(const Arguments& given)
{
    Animeify recipe;
    recipe.style = styleFromText(given.text("style", QStringLiteral("cel")));
    if (recipe.style.empty())
        throw UsageError(QStringLiteral("--style needs a name or a path."));
    recipe.strength = given.number("strength", recipe.strength, 0, 1);
    recipe.keepColour = given.number("keep-colour", recipe.keepColour, 0, 1);
    recipe.upsampling =
        Upsampling(given.choice("upsampling", {QStringLiteral("auto"), QStringLiteral("half-pixel"),
                                               QStringLiteral("corners"), QStringLiteral("tf1")}));
    recipe.dtype = DType(given.choice("dtype", {QStringLiteral("auto"), QStringLiteral("f32"),
                                                QStringLiteral("bf16"), QStringLiteral("f16")}));
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
    request.device = given.text("device", QStringLiteral("auto"));
    requireDevice(request.device);
    request.save.quality = given.integer("quality", request.save.quality, 1, 100);
    request.save.overwrite = given.has("overwrite");
    request.save.keepGps = given.has("keep-gps");
    request.huge = given.has("huge");
    if (given.positionals().size() < 2)
        throw UsageError(QStringLiteral("Name at least one photo and where the result goes."));
    if (given.positionals().contains(QString()))
        throw UsageError(QStringLiteral("A file's name is empty."));
    for (const QString& name : given.positionals())
        request.inputs.emplace_back(bytesFromText(name));
    request.out = request.inputs.back();
    request.inputs.pop_back();
    return request;
}

int run(Console& console, const QStringList& arguments)
{
    const AnimeifyRequest request = requestFrom(Arguments(arguments, valueNames(), flagNames()));
    const Interrupt interrupt;
    AnimeifyCommand command(request, console, interrupt.token());
    return command.run();
}

} // namespace

const Command kAnimeify{"animeify", "turn photos into anime pictures", kHelp, run};

} // namespace enogu
