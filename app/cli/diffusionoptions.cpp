// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/diffusionoptions.h"

#include "app/cli/results.h"
#include "engine/api/presets.h"

#include <QRandomGenerator>

#include <charconv>

namespace enogu {

namespace {

constexpr const char* kOptions = "model variant negative preset steps sampler seed keep-step size "
                                 "mask grow feather dtype device "
                                 "save-steps contact-sheet recipe noise trace quality";
constexpr const char* kFlags = "ema overwrite keep-gps huge json help";

void readPreset(const Arguments& given, Diffusion& recipe)
{
    if (!given.has("preset"))
        return;
    WordList words;
    for (const DiffusionPreset& preset : kDiffusionPresets)
        words.emplace_back(preset.word);
    const DiffusionPreset& preset = kDiffusionPresets[std::size_t(given.choice("preset", words))];
    recipe.sampler = preset.sampler;
    recipe.steps = preset.steps;
}

std::uint64_t seedFrom(const Arguments& given, std::uint64_t fallback)
{
    if (!given.has("seed"))
        return fallback;
    const std::string text = given.text("seed");
    std::uint64_t seed = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), seed);
    if (fault != std::errc() || end != text.data() + text.size() || seed > kLargestSeed)
        throw UsageError("--seed takes a whole number from 0 to " + std::to_string(kLargestSeed) +
                         ", not \"" + text + "\".");
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
    "  --preset NAME          quick: 20 steps of dpmpp_2m_karras (default); published: 100 steps "
    "of\n"
    "                         euler_a\n"
    "  --steps N              1..1000\n"
    "  --sampler NAME         dpmpp_2m_karras (default), ddim, ddpm, euler, euler_a, lms, pndm,\n"
    "                         dpmpp_2m, unipc, lcm, or model: the one that the model comes with\n"
    "  --seed S               the same seed gives the same picture (default: drawn)\n"
    "  --keep-step K          end with the picture that step K predicts\n"
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

WordList diffusionOptions(const std::string& own)
{
    return parted(kOptions + (' ' + own));
}

WordList diffusionFlags()
{
    return parted(kFlags);
}

int sideFrom(const std::string& side, const std::string& size)
{
    return integerFrom(side, "--size " + size + ": each side", 1, kMostSide);
}

namespace {

void readDiffusion(const Arguments& given, Diffusion& recipe)
{
    if (given.has("model"))
        recipe.model = given.path("model").string();
    recipe.variant = given.text("variant", recipe.variant);
    recipe.ema = recipe.ema || given.has("ema");
    recipe.negative = given.text("negative", recipe.negative);
    readPreset(given, recipe);
    recipe.sampler = SamplerChoice(
        given.choice("sampler", {kSamplerWords.begin(), kSamplerWords.end()}, int(recipe.sampler)));
    recipe.steps = given.integer("steps", recipe.steps, 1, kMostSteps);
    recipe.seed = seedFrom(given, recipe.seed);
    recipe.keepStep = given.integer("keep-step", recipe.keepStep, 1, kMostCalls);
    recipe.grow = given.integer("grow", recipe.grow, 0, kMostGrowth);
    recipe.feather = given.integer("feather", recipe.feather, 0, kMostGrowth);
    recipe.dtype = DType(given.choice("dtype", {"auto", "f32", "bf16", "f16"}, int(recipe.dtype)));
}

} // namespace

void readInstruct(const Arguments& given, Instruct& recipe)
{
    readDiffusion(given, recipe);
    recipe.instruction = given.text("instruction", recipe.instruction);
    recipe.textGuidance = given.number("text-guidance", recipe.textGuidance, 0, kMostGuidance);
    recipe.imageGuidance = given.number("image-guidance", recipe.imageGuidance, 0, kMostGuidance);
}

void readGenerate(const Arguments& given, Generate& recipe)
{
    readDiffusion(given, recipe);
    recipe.prompt = given.text("prompt", recipe.prompt);
    recipe.guidance = given.number("guidance", recipe.guidance, 0, kMostGuidance);
    recipe.guidanceRescale = given.number("guidance-rescale", recipe.guidanceRescale, 0, 1);
}

std::uint64_t drawnSeed()
{
    return QRandomGenerator::system()->generate();
}

DiffusionRequest diffusionRequest(const Arguments& given)
{
    DiffusionRequest request;
    request.device = given.text("device", "auto");
    requireDevice(request.device);
    request.mask = given.path("mask");
    request.noise = given.path("noise");
    request.trace = given.path("trace");
    request.steps = given.path("save-steps");
    request.contactSheet = given.path("contact-sheet");
    request.recipeFile = given.path("recipe");
    request.save.quality = given.integer("quality", request.save.quality, 1, 100);
    request.save.overwrite = given.has("overwrite");
    request.save.keepGps = given.has("keep-gps");
    request.huge = given.has("huge");
    return request;
}

} // namespace enogu
