// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/diffusionrecipes.h"

#include "engine/api/bundled.h"
#include "engine/diffusion/guidance.h"
#include "engine/pipelines/generate.h"
#include "engine/pipelines/instruct.h"
#include "engine/weights/schedulerconfig.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace enogu {

namespace {

using Kind = ModelFolder::Kind;

void refuse(const std::string& sentence)
{
    throw Error(ErrorCode::BadArgument, sentence);
}

bool within(double value, double most)
{
    return value >= 0 && value <= most;
}

bool isGuidance(double value)
{
    return value == kOwnGuidance || within(value, kMostGuidance);
}

std::string bundledFolder(const char* folder)
{
    const auto index = bundledFile(std::filesystem::path(folder) / "model_index.json");
    if (index.empty())
        throw Error(ErrorCode::MissingFile,
                    std::string("The bundled model (") + folder +
                        ") is not installed; name one with --model: a diffusers folder, a single "
                        ".safetensors or .ckpt file, or org/name from the Hugging Face cache.");
    return index.parent_path().string();
}

void requireSane(const Job& job, const Diffusion& recipe)
{
    if (recipe.steps < 1 || recipe.steps > kMostSteps)
        refuse("Steps go from 1 to 1000.");
    if (!within(recipe.grow, kMostGrowth) || !within(recipe.feather, kMostGrowth))
        refuse("A mask's growth and feather go up to 4096 pixels.");
    if (job.mask && (!job.input || !(job.mask->extent() == job.input->extent())))
        refuse("The mask has another size than the photo; draw it at the photo's size.");
    if (recipe.fromStep < 0 || recipe.fromStep != (job.from ? job.from->next : 0))
        refuse("A run goes on from a step with what the step left, and from its beginning without; "
               "run the edit before this one again.");
    if (recipe.keepStep < 0)
        refuse("The step to keep is 1 or more.");
    if (job.variants < 1 || job.variants > kMostVariants ||
        recipe.seed > kLargestSeed - std::uint64_t(job.variants - 1))
        refuse("A job makes 1 to 9 variants, with seeds up to 2^53 - 1.");
    if (job.variants > 1 && !(job.noise.empty() && job.trace.empty()))
        refuse("Given random numbers and traces are those of one picture; ask for one variant.");
}

void requireSide(int side)
{
    if (!within(side, kMostSide))
        refuse("A side goes up to 16384 pixels.");
}

core::SamplerConfig samplerOf(const ModelFolder& model, const std::string& name,
                              const Diffusion& recipe)
{
    return samplerConfigFor(model.scheduler(), kSamplerWords[std::size_t(recipe.sampler)], name);
}

std::int64_t calls(const Job& job, const OpenedModel& model, const Diffusion& recipe,
                   std::int64_t first)
{
    const Course course =
        courseFor(samplerOf(model.folder, model.shape.name, recipe), recipe.steps, first);
    const std::int64_t index = job.from ? indexFor(course, *job.from) : 0;
    return stepsLeft(course, index, recipe.keepStep);
}

template <typename Recipe>
const OpenedModel& opened(ModelShelf& shelf, const Recipe& recipe)
{
    const std::string path = recipe.model.empty() ? bundledModel(recipe) : recipe.model;
    const OpenedModel& model = shelf.open(path, recipe);
    requireKind(model.folder, model.shape.name, recipe);
    return model;
}

std::string inputChannels(const ModelFolder& model)
{
    const auto& config = model.config(ModelFolder::Part::Unet);
    const auto channels = config.find("in_channels");
    constexpr int kUsual = 4;
    const bool given = channels != config.end() && channels->is_number_integer();
    return std::to_string(given ? channels->get<int>() : kUsual);
}

} // namespace

std::string bundledModel(const Generate&)
{
    return bundledFolder(kGeneratePack);
}

std::string bundledModel(const Instruct&)
{
    return bundledFolder(kEditPack);
}

void requireSane(const Job& job, const Generate& recipe)
{
    requireSane(job, static_cast<const Diffusion&>(recipe));
    if (!within(recipe.strength, 1) || !within(recipe.guidanceRescale, 1) ||
        !isGuidance(recipe.guidance))
        refuse("Strength and guidance rescale go from 0 to 1, guidance from 0 to 1000.");
    requireSide(recipe.size.width);
    requireSide(recipe.size.height);
}

void requireSane(const Job& job, const Instruct& recipe)
{
    requireSane(job, static_cast<const Diffusion&>(recipe));
    if (!isGuidance(recipe.textGuidance) || !isGuidance(recipe.imageGuidance))
        refuse("Text and image guidance go from 0 to 1000.");
    requireSide(recipe.size);
    if (!job.input)
        refuse("An instruction needs a photo.");
}

void requireKind(const ModelFolder& model, const std::string& name, const Generate&)
{
    if (model.kind() == Kind::InstructPix2Pix)
        throw Error(ErrorCode::WrongModelKind,
                    name + " changes photos by instruction (enogu edit); to generate takes a "
                           "text-to-image or an inpainting model.");
}

void requireKind(const ModelFolder& model, const std::string& name, const Instruct&)
{
    if (model.kind() != Kind::InstructPix2Pix)
        throw Error(ErrorCode::WrongModelKind,
                    name + " is not an instruction model: its UNet takes " + inputChannels(model) +
                        " channels, and editing takes one whose UNet sees the photo beside the "
                        "latents (8 channels), such as InstructPix2Pix.");
}

const OpenedModel& openedFor(ModelShelf& shelf, const Generate& recipe)
{
    return opened(shelf, recipe);
}

const OpenedModel& openedFor(ModelShelf& shelf, const Instruct& recipe)
{
    return opened(shelf, recipe);
}

/// Models that take a mask cannot do without one; grey models cannot begin with a photo.
void requireFit(const Job& job, const ModelShape& model, const Generate&)
{
    if (model.inChannels > model.latentChannels && !job.mask)
        refuse(model.name + " is an inpainting model; give it a photo (--init) and a mask "
                            "(--mask).");
    if (job.input && model.inPixels && model.latentChannels == 1)
        refuse(model.name + " makes grey pictures and cannot begin with a photo.");
}

void requireFit(const Job&, const ModelShape&, const Instruct&) {}

bool asksForNothing(const Generate&)
{
    return false;
}

bool asksForNothing(const Instruct& recipe)
{
    return recipe.instruction.find_first_not_of(" \t\r\n") == std::string::npos;
}

bool keepsPhoto(const Generate& recipe)
{
    return stepsTaken(recipe.steps, recipe.strength) < 1;
}

bool keepsPhoto(const Instruct&)
{
    return false;
}

Frame frameOf(const Job& job, const ModelShape& model, const Generate& recipe)
{
    const int native = int(model.nativeSide());
    const Extent wanted =
        recipe.size.width > 0 || recipe.size.height > 0 ? recipe.size : Extent{native, native};
    const int longSide = std::max(wanted.width, wanted.height);
    if (job.input)
        return frameFor(job.input->extent(), longSide, model.multiple);
    if (wanted.width < 1 || wanted.height < 1)
        refuse("A picture needs a width and a height of at least 1.");
    return frameFor(wanted, longSide, model.multiple);
}

Frame frameOf(const Job& job, const ModelShape& model, const Instruct& recipe)
{
    const int bound = recipe.size > 0 ? recipe.size : int(model.nativeSide());
    return instructFrame(job.input->extent(), bound,
                         {model.multiple, model.multiple << model.halvings});
}

std::int64_t callsOf(const Job& job, const OpenedModel& model, const Generate& recipe)
{
    const std::int64_t taken = job.input ? stepsTaken(recipe.steps, recipe.strength) : recipe.steps;
    return taken < 1 ? 0 : calls(job, model, recipe, recipe.steps - taken);
}

std::int64_t callsOf(const Job& job, const OpenedModel& model, const Instruct& recipe)
{
    return calls(job, model, recipe, 0);
}

std::int64_t rowsOf(const ModelShape& model, const Generate& recipe)
{
    return !model.inPixels && !model.guidesItself && recipe.guidance > 1 ? 2 : 1;
}

std::int64_t rowsOf(const ModelShape&, const Instruct& recipe)
{
    const core::DualWeights weights = core::dualWeights(recipe.textGuidance, recipe.imageGuidance);
    return (weights.both != 0) + (weights.image != 0) + (weights.none != 0);
}

DiffusionResult painted(const DiffusionModel& model, const Generate& recipe,
                        const DiffusionInput& input, const DiffusionRun& how)
{
    return generate(model, samplerOf(model.folder, model.name, recipe), recipe, input, how);
}

DiffusionResult painted(const DiffusionModel& model, const Instruct& recipe,
                        const DiffusionInput& input, const DiffusionRun& how)
{
    return instruct(model, samplerOf(model.folder, model.name, recipe), recipe, input, how);
}

} // namespace enogu
