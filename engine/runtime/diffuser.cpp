// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/diffuser.h"

#include "engine/image/geometry.h"
#include "engine/image/maskops.h"
#include "engine/runtime/diffusionrecipes.h"
#include "engine/runtime/fallback.h"
#include "engine/runtime/sameweights.h"
#include "engine/runtime/steppictures.h"

#include <malloc.h>

namespace enogu {

namespace {

constexpr double kLoaded = 0.05;  ///< share of a job that loading counts as
constexpr double kPainted = 0.97; ///< share after the network
constexpr double kUsable = 0.9;   ///< of the free memory
constexpr const char* kSliced =
    "Memory is short, so the texts went through the network one after the other.";
constexpr const char* kTiled =
    "Memory is short, so the picture was decoded in tiles; faint seams may show.";
constexpr const char* kEmptyMask = "The mask is empty, so the photo was left as it is.";
constexpr const char* kNoInstruction = "The instruction is empty, so the photo was left as it is.";

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

std::string keyOf(const std::string& path, const Diffusion& recipe, const Device& device)
{
    std::error_code ignored;
    const auto date = std::filesystem::last_write_time(path, ignored).time_since_epoch().count();
    return path + '|' + std::to_string(date) + '|' + recipe.variant + '|' +
           std::to_string(int(recipe.ema)) + '|' + std::to_string(int(device.dtype)) + '|' +
           device.place.str();
}

DiffusionInput inputOf(const Job& job, const Diffusion& recipe, const Frame& frame)
{
    DiffusionInput input{frame.extended.height, frame.extended.width, {}, {}};
    if (job.input)
        input.picture = framedPicture(*job.input, frame);
    if (job.mask)
        input.mask = framedMask(grown(*job.mask, recipe.grow), frame);
    return input;
}

std::unique_ptr<Noise> noiseFor(const Job& job, const Diffusion& recipe,
                                const DiffusionModel& model, const Frame& frame)
{
    const std::int64_t factor = Codec(model).factor();
    std::vector<std::int64_t> shape{1, model.latentChannels(), frame.extended.height / factor,
                                    frame.extended.width / factor};
    return job.noise.empty() ? seededNoise(recipe.seed, std::move(shape))
                             : noiseFromFile(job.noise, std::move(shape));
}

/// The finished picture in the photo's form, the photo itself outside of the mask.
Image finished(const Job& job, const Diffusion& recipe, const at::Tensor& picture,
               const Frame& frame)
{
    if (!job.input)
        return pictureInFrame(picture, frame, Depth::U8);
    const Image& photo = *job.input;
    const Image small = pictureInFrame(picture, frame, photo.depth());
    const Image made =
        small.extent() == photo.extent() ? small : resized(small, Resize{photo.extent()});
    const Mask everywhere(photo.extent(), std::vector<std::uint8_t>(photo.extent().pixels(), 255));
    return pasted(photo, made,
                  job.mask ? feathered(grown(*job.mask, recipe.grow), recipe.feather) : everywhere);
}

void addNotices(const Job& job, const DiffusionResult& made, std::vector<std::string>& notices)
{
    if (made.slicedRows)
        notices.emplace_back(kSliced);
    if (made.tiledDecoding)
        notices.emplace_back(kTiled);
    if (job.mask && keepsEverything(*job.mask))
        notices.emplace_back(kEmptyMask);
}

template <typename Recipe>
Recipe withInput(Recipe recipe, const Job& job)
{
    recipe.begunWith = job.mask    ? BegunWith::MaskedPhoto
                       : job.input ? BegunWith::Photo
                                   : BegunWith::Words;
    return recipe;
}

} // namespace

template <typename Recipe>
const DiffusionModel& Diffuser::load(const Recipe& recipe, const Device& device, Reporter& reporter)
{
    const std::string path = recipe.model.empty() ? bundledModel(recipe) : recipe.model;
    const std::string key = keyOf(path, recipe, device);
    if (m_model && key == m_key) {
        requireKind(m_model->folder, m_model->name, recipe);
        return *m_model;
    }
    forget();
    m_key = key;
    const ModelFolder folder =
        ModelFolder::open(path, {.variant = recipe.variant, .ema = recipe.ema});
    requireKind(folder, ownNameOf(path), recipe);
    const OwnPages pages;
    m_model = loadDiffusionModel(folder, path, device.dtype, device.place, [&](double share) {
        reporter.checkpoint();
        reporter.advance(share);
    });
    malloc_trim(0);
    return *m_model;
}

Result Diffuser::run(const Job& job, const Generate& recipe, Observer& observer,
                     std::stop_token stop)
{
    return runAny(job, recipe, observer, std::move(stop));
}

Result Diffuser::run(const Job& job, const Instruct& recipe, Observer& observer,
                     std::stop_token stop)
{
    return runAny(job, recipe, observer, std::move(stop));
}

template <typename Recipe>
Result Diffuser::runAny(const Job& job, const Recipe& recipe, Observer& observer,
                        std::stop_token stop)
{
    requireSane(job, recipe);
    Reporter reporter(job.id, observer, std::move(stop));
    reporter.checkpoint();
    if (asksForNothing(recipe))
        return {job.id, *job.input, withInput(recipe, job), std::nullopt, {kNoInstruction}, {}};
    return runOrFallBack(
        {job.device, recipe.dtype},
        [&](const Device& device) {
            return runOn(device, job, recipe, {reporter, observer});
        },
        [&] { forget(); });
}

template <typename Recipe>
Result Diffuser::runOn(const Device& device, const Job& job, const Recipe& recipe,
                       const Audience& audience)
{
    Reporter& reporter = audience.reporter;
    reporter.begin("Loading the model", kLoaded);
    const DiffusionModel& model = load(recipe, device, reporter);
    requireFit(job, model, recipe);
    const auto checkpoint = [&] { reporter.checkpoint(); };
    if (job.sameWeights)
        requireSameWeights(recipe.modelHash, model.folder.sha256(checkpoint), model.name);
    reporter.begin("Painting", kPainted);
    const Frame frame = frameOf(job, model, recipe);
    const auto noise = noiseFor(job, recipe, model, frame);
    Trace trace;
    DiffusionRun how;
    how.noise = noise.get();
    how.trace = job.trace.empty() ? nullptr : &trace;
    how.freeBytes = double(freeMemoryOf(device)) * kUsable;
    how.checkpoint = checkpoint;
    how.advance = [&](double share) { reporter.advance(share); };
    if (job.steps != StepDetail::None)
        how.stepped = StepPictures(job.id, audience.observer, model, frame, how);
    const DiffusionResult made = painted(model, recipe, inputOf(job, recipe, frame), how);

    reporter.begin("Finishing", 1);
    Recipe done = withInput(recipe, job);
    done.modelHash = model.folder.sha256(checkpoint);
    const bool stays = job.input && keepsPhoto(recipe);
    Result result{job.id, stays ? *job.input : finished(job, recipe, made.picture, frame),
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
