// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/filenames.h"
#include "app/cli/generatecommand.h"
#include "app/cli/interrupt.h"
#include "app/cli/results.h"

#include <QRandomGenerator>

namespace enogu {

namespace {

constexpr const char* kHelp =
    "Usage: enogu generate OUT --model MODEL --prompt TEXT [OPTIONS]\n"
    "       enogu generate OUT --model MODEL --prompt TEXT --init PHOTO [--mask MASK] [OPTIONS]\n\n"
    "Makes a picture from words with a diffusion model; with --init from a photo, and with --mask\n"
    "only where the mask is white: elsewhere the photo stays as it is. OUT ends in .png, .jpg,\n"
    ".webp or .tif.\n\n"
    "  --model MODEL          a diffusers folder, a single .safetensors or .ckpt file, or "
    "org/name\n"
    "                         from the Hugging Face cache\n"
    "  --variant NAME         of a folder's weights, e.g. fp16\n"
    "  --ema                  the averaged weights of a single file\n"
    "  --prompt TEXT          what to show (models without words need none)\n"
    "  --negative TEXT        what to avoid\n"
    "  --steps N              1..1000 (default 20)\n"
    "  --sampler NAME         dpmpp_2m_karras (default), ddim, ddpm, euler, euler_a, lms, pndm,\n"
    "                         dpmpp_2m, unipc, lcm, or model: the one that the model comes with\n"
    "  --guidance G           how closely to follow the prompt (default 7.5; up to 1: no "
    "negative)\n"
    "  --guidance-rescale R   0..1 (default 0)\n"
    "  --seed S               the same seed gives the same picture (default: drawn)\n"
    "  --size LONG|WxH        of the picture; with --init the bound of its long side while it is\n"
    "                         worked on (default: the model's own size)\n"
    "From a photo:\n"
    "  --init PHOTO           what to begin with\n"
    "  --strength 0..1        share of the steps that change it (default 0.75; 0 the photo)\n"
    "  --mask MASK            a picture of the photo's size: 128 and above is changed\n"
    "  --grow PIXELS          let the mask grow (default 0)\n"
    "  --feather PIXELS       fade out around the mask (default 0)\n"
    "Machine:\n"
    "  --dtype TYPE           auto, f32, bf16 or f16\n"
    "  --device NAME          auto, cpu, cuda or cuda:N\n"
    "Files:\n"
    "  --save-steps DIR       pictures of every step: x_t and pred_x0\n"
    "  --contact-sheet FILE   one picture of all steps\n"
    "  --recipe FILE.json     write down what was done\n"
    "  --noise FILE --trace FILE   safetensors: random numbers to use, numbers of every step\n"
    "  --quality 1..100       of JPEG and WebP (default 92)\n"
    "  --overwrite            replace OUT and the other files when they exist\n"
    "  --keep-gps             keep where the photo was taken\n"
    "  --huge                 take photos of more than 100 megapixels\n"
    "  --json                 progress and results as JSON, one object a line\n\n"
    "Exit status: 0 done, 1 failed, 2 wrong usage, 130 interrupted.\n";

QStringList words(const char* list)
{
    return QString::fromLatin1(list).split(QLatin1Char(' '));
}

std::filesystem::path pathOf(const Arguments& given, const char* name)
{
    if (given.has(name) && given.text(name).isEmpty())
        throw UsageError(QStringLiteral("--%1 needs a name.").arg(QLatin1String(name)));
    return bytesFromText(given.text(name));
}

int sideFrom(const QString& side, const QString& size)
{
    bool good = false;
    const int pixels = side.toInt(&good);
    if (!good || pixels < 1 || pixels > kMostSide)
        throw UsageError(QStringLiteral("--size takes a number of pixels, or WxH, each from 1 to "
                                        "%1, not \"%2\".")
                             .arg(kMostSide)
                             .arg(size));
    return pixels;
}

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

SamplerChoice samplerFrom(const Arguments& given)
{
    QStringList names;
    for (const char* word : kSamplerWords)
        names.append(QLatin1String(word));
    return SamplerChoice(given.choice("sampler", names, int(SamplerChoice::DpmPp2MKarras)));
}

std::uint64_t seedFrom(const Arguments& given)
{
    if (!given.has("seed"))
        return QRandomGenerator::system()->generate();
    bool good = false;
    const qulonglong seed = given.text("seed").toULongLong(&good);
    if (!good || seed > kLargestSeed)
        throw UsageError(QStringLiteral("--seed takes a whole number from 0 to %1, not \"%2\".")
                             .arg(kLargestSeed)
                             .arg(given.text("seed")));
    return seed;
}

Generate recipeFrom(const Arguments& given)
{
    Generate recipe;
    recipe.model = pathOf(given, "model").string();
    recipe.variant = given.text("variant").toStdString();
    recipe.ema = given.has("ema");
    recipe.prompt = bytesFromText(given.text("prompt"));
    recipe.negative = bytesFromText(given.text("negative"));
    recipe.sampler = samplerFrom(given);
    recipe.steps = given.integer("steps", recipe.steps, 1, kMostSteps);
    recipe.guidance = given.number("guidance", recipe.guidance, 0, kMostGuidance);
    recipe.guidanceRescale = given.number("guidance-rescale", recipe.guidanceRescale, 0, 1);
    recipe.seed = seedFrom(given);
    recipe.size = sizeFrom(given);
    recipe.strength = given.number("strength", recipe.strength, 0, 1);
    recipe.grow = given.integer("grow", recipe.grow, 0, kMostGrowth);
    recipe.feather = given.integer("feather", recipe.feather, 0, kMostGrowth);
    recipe.dtype = DType(given.choice("dtype", words("auto f32 bf16 f16")));
    return recipe;
}

GenerateRequest requestFrom(const Arguments& given)
{
    GenerateRequest request;
    if (given.positionals().size() != 1 || given.positionals().first().isEmpty())
        throw UsageError(QStringLiteral("Name one file, which the picture goes to."));
    request.out = bytesFromText(given.positionals().first());
    request.recipe = recipeFrom(given);
    request.device = given.text("device", QStringLiteral("auto"));
    requireDevice(request.device);
    request.init = pathOf(given, "init");
    request.mask = pathOf(given, "mask");
    if (request.init.empty() && !request.mask.empty())
        throw UsageError(QStringLiteral("--mask needs the photo that it belongs to: --init."));
    request.noise = pathOf(given, "noise");
    request.trace = pathOf(given, "trace");
    request.steps = pathOf(given, "save-steps");
    request.contactSheet = pathOf(given, "contact-sheet");
    request.recipeFile = pathOf(given, "recipe");
    request.save.quality = given.integer("quality", request.save.quality, 1, 100);
    request.save.overwrite = given.has("overwrite");
    request.save.keepGps = given.has("keep-gps");
    request.huge = given.has("huge");
    return request;
}

int run(Console& console, const QStringList& arguments)
{
    const Arguments given(
        arguments,
        words(
            "model variant prompt negative steps sampler guidance guidance-rescale seed size init "
            "strength mask grow feather dtype device save-steps contact-sheet recipe noise trace "
            "quality"),
        words("ema overwrite keep-gps huge json help"));
    const GenerateRequest request = requestFrom(given);
    const Interrupt interrupt;
    return GenerateCommand(request, console, interrupt.token()).run();
}

} // namespace

const Command kGenerate{"generate", "make a picture from words, or change a photo by words", kHelp,
                        run};

} // namespace enogu
