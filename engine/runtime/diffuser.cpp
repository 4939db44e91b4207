// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/diffuser.h"

#include "engine/image/geometry.h"
#include "engine/image/maskops.h"
#include "engine/pipelines/codec.h"
#include "engine/runtime/fallback.h"
#include "engine/runtime/frame.h"
#include "engine/runtime/steppictures.h"
#include "engine/weights/schedulerconfig.h"

#include <cmath>
#include <malloc.h>

namespace enogu {

namespace {

constexpr double kLoaded = 0.05;  ///< share of a job that loading counts as
constexpr double kPainted = 0.97; ///< share after the network
constexpr double kUsable = 0.9;   ///< of the free memory
constexpr const char* kSliced =
    "Memory is short, so the prompt and the negative prompt went through the network in turn.";
constexpr const char* kTiled =
    "Memory is short, so the picture was decoded in tiles; faint seams may show.";
constexpr const char* kEmptyMask = "The mask is empty, so the photo was left as it is.";

/// While it lives, large blocks get pages of their own, which go back to the system as soon as they
/// are freed: the float32 tensors of loading leave no holes between the weights that stay.
class OwnPages
{
public:
    OwnPages() { mallopt(M_MMAP_THRESHOLD, 1 << 17); }
    ~OwnPages() { mallopt(M_MMAP_THRESHOLD, 32 << 20); }
    OwnPages(const OwnPages&) = delete;
    OwnPages& operator=(const OwnPages&) = delete;
};

void refuse(const std::string& sentence)
{
    throw Error(ErrorCode::BadArgument, sentence);
}

void requireSane(const Job& job, const Generate& recipe)
{
    const auto within = [](double value, double most) { return value >= 0 && value <= most; };
    if (!within(recipe.strength, 1) || !within(recipe.guidanceRescale, 1) ||
        !within(recipe.guidance, kMostGuidance))
        refuse("Strength and guidance rescale go from 0 to 1, guidance from 0 to 1000.");
    if (recipe.steps < 1 || recipe.steps > kMostSteps)
        refuse("Steps go from 1 to 1000.");
    if (!within(recipe.size.width, kMostSide) || !within(recipe.size.height, kMostSide) ||
        !within(recipe.grow, kMostGrowth) || !within(recipe.feather, kMostGrowth))
        refuse("A side goes up to 16384 pixels, a mask's growth and feather up to 4096.");
    if (job.mask && (!job.input || !(job.mask->extent() == job.input->extent())))
        refuse("The mask has another size than the photo; draw it at the photo's size.");
}

/// Models that take a mask cannot do without one; grey models cannot begin with a photo.
void requireFit(const Job& job, const DiffusionModel& model)
{
    if (model.inChannels() > model.latentChannels() && !job.mask)
        refuse(model.name + " is an inpainting model; give it a photo (--init) and a mask "
                            "(--mask).");
    if (job.input && model.pixels && model.latentChannels() == 1)
        refuse(model.name + " makes grey pictures and cannot begin with a photo.");
}

std::string pathOf(const Generate& recipe)
{
    if (recipe.model.empty())
        throw Error(ErrorCode::MissingFile,
                    "No model comes with this version; name one with --model: a diffusers folder, "
                    "a single .safetensors or .ckpt file, or org/name from the Hugging Face "
                    "cache.");
    return recipe.model;
}

std::string keyOf(const std::string& path, const Generate& recipe, const Device& device)
{
    std::error_code ignored;
    const auto date = std::filesystem::last_write_time(path, ignored).time_since_epoch().count();
    return path + '|' + std::to_string(date) + '|' + recipe.variant + '|' +
           std::to_string(int(recipe.ema)) + '|' + std::to_string(int(device.dtype)) + '|' +
           device.place.str();
}

Frame frameOf(const Job& job, const Generate& recipe, const DiffusionModel& model)
{
    const Codec codec(model);
    const auto native = int(model.nativeLatent * codec.factor());
    const Extent wanted =
        recipe.size.width > 0 || recipe.size.height > 0 ? recipe.size : Extent{native, native};
    if (job.input)
        return frameFor(job.input->extent(), std::max(wanted.width, wanted.height),
                        codec.multiple());
    if (wanted.width < 1 || wanted.height < 1)
        refuse("A picture needs a width and a height of at least 1.");
    return frameFor(wanted, std::max(wanted.width, wanted.height), codec.multiple());
}

GenerateInput inputOf(const Job& job, const Generate& recipe, const Frame& frame)
{
    GenerateInput input{frame.extended.height, frame.extended.width, {}, {}};
    if (job.input)
        input.picture = framedPicture(*job.input, frame);
    if (job.mask)
        input.mask = framedMask(grown(*job.mask, recipe.grow), frame);
    return input;
}

std::unique_ptr<Noise> noiseFor(const Job& job, const Generate& recipe, const DiffusionModel& model,
                                const Frame& frame)
{
    const std::int64_t factor = Codec(model).factor();
    std::vector<std::int64_t> shape{1, model.latentChannels(), frame.extended.height / factor,
                                    frame.extended.width / factor};
    return job.noise.empty() ? seededNoise(recipe.seed, std::move(shape))
                             : noiseFromFile(job.noise, std::move(shape));
}

/// The finished picture in the photo's form, the photo itself outside of the mask.
Image finished(const Job& job, const Generate& recipe, const at::Tensor& picture,
               const Frame& frame)
{
    if (!job.input)
        return pictureInFrame(picture, frame, Depth::U8);
    const Image& photo = *job.input;
    if (stepsTaken(recipe.steps, recipe.strength) < 1)
        return photo;
    const Image small = pictureInFrame(picture, frame, photo.depth());
    const Image made =
        small.extent() == photo.extent() ? small : resized(small, Resize{photo.extent()});
    const Mask everywhere(photo.extent(), std::vector<std::uint8_t>(photo.extent().pixels(), 255));
    return pasted(photo, made,
                  job.mask ? feathered(grown(*job.mask, recipe.grow), recipe.feather) : everywhere);
}

void addNotices(const Job& job, const GenerateResult& made, std::vector<std::string>& notices)
{
    if (made.slicedRows)
        notices.emplace_back(kSliced);
    if (made.tiledDecoding)
        notices.emplace_back(kTiled);
    if (job.mask && keepsEverything(*job.mask))
        notices.emplace_back(kEmptyMask);
}

} // namespace

const DiffusionModel& Diffuser::load(const Generate& recipe, const Device& device,
                                     Reporter& reporter)
{
    const std::string path = pathOf(recipe);
    const std::string key = keyOf(path, recipe, device);
    if (!m_model || key != m_key) {
        forget();
        m_key = key;
        const OwnPages pages;
        m_model = loadDiffusionModel(
            ModelFolder::open(path, {.variant = recipe.variant, .ema = recipe.ema}), path,
            device.dtype, device.place, [&](double share) {
                reporter.checkpoint();
                reporter.advance(share);
            });
        malloc_trim(0);
    }
    return *m_model;
}

Result Diffuser::run(const Job& job, const Generate& recipe, Observer& observer,
                     std::stop_token stop)
{
    requireSane(job, recipe);
    Reporter reporter(job.id, observer, std::move(stop));
    reporter.checkpoint();
    return runOrFallBack(
        {job.device, recipe.dtype},
        [&](const Device& device) {
            return runOn(device, job, recipe, {reporter, observer});
        },
        [&] { forget(); });
}

Result Diffuser::runOn(const Device& device, const Job& job, const Generate& recipe,
                       const Audience& audience)
{
    Reporter& reporter = audience.reporter;
    reporter.begin("Loading the model", kLoaded);
    const DiffusionModel& model = load(recipe, device, reporter);
    requireFit(job, model);
    const core::SamplerConfig sampler = samplerConfigFor(
        model.folder.scheduler(), kSamplerWords[std::size_t(recipe.sampler)], model.name);
    reporter.begin("Painting", kPainted);
    const Frame frame = frameOf(job, recipe, model);
    const auto noise = noiseFor(job, recipe, model, frame);
    Trace trace;
    GenerateRun how;
    how.noise = noise.get();
    how.trace = job.trace.empty() ? nullptr : &trace;
    how.freeBytes = double(freeMemoryOf(device)) * kUsable;
    how.checkpoint = [&] { reporter.checkpoint(); };
    how.advance = [&](double share) { reporter.advance(share); };
    if (job.wantsSteps)
        how.stepped = StepPictures(job.id, audience.observer, model, frame, how);
    const GenerateResult made = generate(model, sampler, recipe, inputOf(job, recipe, frame), how);

    reporter.begin("Finishing", 1);
    Generate done = recipe;
    done.modelHash = model.folder.sha256(how.checkpoint);
    Result result{job.id, finished(job, recipe, made.picture, frame),
                  done,   std::nullopt,
                  {},     device.description};
    addNotices(job, made, result.notices);
    reporter.checkpoint();
    if (how.trace)
        trace.write(job.trace);
    reporter.advance(1);
    return result;
}

} // namespace enogu
