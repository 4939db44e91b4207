// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/diffusionrecipes.h"

#include "engine/api/bundled.h"
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
}

void requireSide(int side)
{
    if (!within(side, kMostSide))
        refuse("A side goes up to 16384 pixels.");
}

int nativeSide(const DiffusionModel& model)
{
    return int(model.nativeLatent * Codec(model).factor());
}

core::SamplerConfig samplerOf(const DiffusionModel& model, const Diffusion& recipe)
{
    return samplerConfigFor(model.folder.scheduler(), kSamplerWords[std::size_t(recipe.sampler)],
                            model.name);
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
        !within(recipe.guidance, kMostGuidance))
        refuse("Strength and guidance rescale go from 0 to 1, guidance from 0 to 1000.");
    requireSide(recipe.size.width);
    requireSide(recipe.size.height);
}

void requireSane(const Job& job, const Instruct& recipe)
{
    requireSane(job, static_cast<const Diffusion&>(recipe));
    if (!within(recipe.textGuidance, kMostGuidance) || !within(recipe.imageGuidance, kMostGuidance))
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

/// Models that take a mask cannot do without one; grey models cannot begin with a photo.
void requireFit(const Job& job, const DiffusionModel& model, const Generate&)
{
    if (model.inChannels() > model.latentChannels() && !job.mask)
        refuse(model.name + " is an inpainting model; give it a photo (--init) and a mask "
                            "(--mask).");
    if (job.input && model.pixels && model.latentChannels() == 1)
        refuse(model.name + " makes grey pictures and cannot begin with a photo.");
}

void requireFit(const Job&, const DiffusionModel&, const Instruct&) {}

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

Frame frameOf(const Job& job, const DiffusionModel& model, const Generate& recipe)
{
    const std::int64_t multiple = Codec(model).multiple();
    const int native = nativeSide(model);
    const Extent wanted =
        recipe.size.width > 0 || recipe.size.height > 0 ? recipe.size : Extent{native, native};
    const int longSide = std::max(wanted.width, wanted.height);
    if (job.input)
        return frameFor(job.input->extent(), longSide, multiple);
    if (wanted.width < 1 || wanted.height < 1)
        refuse("A picture needs a width and a height of at least 1.");
    return frameFor(wanted, longSide, multiple);
}

Frame frameOf(const Job& job, const DiffusionModel& model, const Instruct& recipe)
{
    const std::int64_t multiple = Codec(model).multiple();
    const std::size_t halvings = model.unet->config().levels.size() - 1;
    return instructFrame(job.input->extent(), recipe.size > 0 ? recipe.size : nativeSide(model),
                         {multiple, multiple << halvings});
}

DiffusionResult painted(const DiffusionModel& model, const Generate& recipe,
                        const DiffusionInput& input, const DiffusionRun& how)
{
    return generate(model, samplerOf(model, recipe), recipe, input, how);
}

DiffusionResult painted(const DiffusionModel& model, const Instruct& recipe,
                        const DiffusionInput& input, const DiffusionRun& how)
{
    return instruct(model, samplerOf(model, recipe), recipe, input, how);
}

} // namespace enogu
