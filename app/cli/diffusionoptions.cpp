// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/diffusionoptions.h"

#include "app/cli/filenames.h"
#include "app/cli/results.h"

#include <QRandomGenerator>

namespace enogu {

namespace {

constexpr const char* kOptions =
    "model variant negative steps sampler seed size mask grow feather dtype device save-steps "
    "contact-sheet recipe noise trace quality";
constexpr const char* kFlags = "ema overwrite keep-gps huge json help";

QStringList words(const QString& list)
{
    return list.split(QLatin1Char(' '), Qt::SkipEmptyParts);
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

} // namespace

const char* const kDiffusionHelp =
    "Model:\n"
    "  --model MODEL          a diffusers folder, a single .safetensors or .ckpt file, or "
    "org/name\n"
    "                         from the Hugging Face cache (default: the bundled model)\n"
    "  --variant NAME         of a folder's weights, e.g. fp16\n"
    "  --ema                  the averaged weights of a single file\n"
    "Run:\n"
    "  --negative TEXT        what to avoid\n"
    "  --steps N              1..1000 (default 20)\n"
    "  --sampler NAME         dpmpp_2m_karras (default), ddim, ddpm, euler, euler_a, lms, pndm,\n"
    "                         dpmpp_2m, unipc, lcm, or model: the one that the model comes with\n"
    "  --seed S               the same seed gives the same picture (default: drawn)\n"
    "Mask:\n"
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

QStringList diffusionOptions(const char* own)
{
    return words(QLatin1String(kOptions)) + words(QLatin1String(own));
}

QStringList diffusionFlags()
{
    return words(QLatin1String(kFlags));
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

void readDiffusion(const Arguments& given, Diffusion& recipe)
{
    recipe.model = pathFrom(given, "model").string();
    recipe.variant = given.text("variant").toStdString();
    recipe.ema = given.has("ema");
    recipe.negative = bytesFromText(given.text("negative"));
    recipe.sampler = samplerFrom(given);
    recipe.steps = given.integer("steps", recipe.steps, 1, kMostSteps);
    recipe.seed = seedFrom(given);
    recipe.grow = given.integer("grow", recipe.grow, 0, kMostGrowth);
    recipe.feather = given.integer("feather", recipe.feather, 0, kMostGrowth);
    recipe.dtype = DType(given.choice("dtype", words(QStringLiteral("auto f32 bf16 f16"))));
}

DiffusionRequest diffusionRequest(const Arguments& given)
{
    DiffusionRequest request;
    request.device = given.text("device", QStringLiteral("auto"));
    requireDevice(request.device);
    request.mask = pathFrom(given, "mask");
    request.noise = pathFrom(given, "noise");
    request.trace = pathFrom(given, "trace");
    request.steps = pathFrom(given, "save-steps");
    request.contactSheet = pathFrom(given, "contact-sheet");
    request.recipeFile = pathFrom(given, "recipe");
    request.save.quality = given.integer("quality", request.save.quality, 1, 100);
    request.save.overwrite = given.has("overwrite");
    request.save.keepGps = given.has("keep-gps");
    request.huge = given.has("huge");
    return request;
}

} // namespace enogu
