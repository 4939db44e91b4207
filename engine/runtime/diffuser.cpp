// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/diffuser.h"

#include "engine/image/geometry.h"
#include "engine/image/maskops.h"
#include "engine/runtime/diffusionrecipes.h"
#include "engine/runtime/fallback.h"
#include "engine/runtime/sameweights.h"
#include "engine/runtime/sizecap.h"
#include "engine/runtime/steppictures.h"

#include <chrono>
#include <malloc.h>

namespace enogu {

namespace {

constexpr double kLoaded = 0.05;  ///< share of a job that loading counts as
constexpr double kPainted = 0.97; ///< share after the network

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

DiffusionInput inputOf(const Job& job, const Diffusion& recipe, const Frame& frame)
{
    DiffusionInput input{frame.extended.height, frame.extended.width, {}, {}};
    if (job.input)
        input.picture = framedPicture(*job.input, frame);
    if (job.mask)
        input.mask = framedMask(grown(*job.mask, recipe.grow), frame);
    return input;
}

/// For the pictures of `count` seeds from the recipe's on.
Noises noiseFor(const Job& job, const Diffusion& recipe, const DiffusionModel& model,
                const Frame& frame, int count)
{
    const std::int64_t factor = model.shape.factor;
    const std::vector<std::int64_t> shape{1, model.latentChannels(), frame.extended.height / factor,
                                          frame.extended.width / factor};
    Noises noise(job.noise.empty() ? seededNoise(recipe.seed, shape)
                                   : noiseFromFile(job.noise, shape));
    for (int next = 1; next < count; ++next)
        noise.add(seededNoise(recipe.seed + std::uint64_t(next), shape));
    return noise;
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

std::vector<Notice> noticesOf(const Job& job, const DiffusionResult& made)
{
    std::vector<Notice> notices;
    if (made.slicedRows)
        notices.emplace_back(Notice::SlicedRows);
    if (made.tiledDecoding)
        notices.emplace_back(Notice::TiledDecoding);
    if (made.strange)
        notices.emplace_back(Notice::StrangePicture);
    if (job.mask && keepsEverything(*job.mask))
        notices.emplace_back(Notice::EmptyMask);
    return notices;
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
    const OpenedModel& opened = openedFor(m_shelf, recipe);
    const std::string key = loadedKey(opened, device);
    if (m_model && key == m_key)
        return *m_model;
    m_model.reset();
    m_key = key;
    const OwnPages pages;
    m_model = loadDiffusionModel(opened.folder, opened.path, device.dtype, device.place,
                                 [&](double share) {
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
        return {job.id,
                *job.input,
                {},
                withInput(advised(recipe, {}), job),
                std::nullopt,
                {Notice::NoInstruction},
                {}};
    return runOrFallBack(
        {job.device, recipe.dtype},
        [&](const Device& device) {
            return runOn(device, job, recipe, {reporter, observer});
        },
        [&] { forget(); });
}

void Diffuser::forget()
{
    m_model.reset();
    m_quick.forget();
}

/// What the pictures of a job are made with.
struct Diffuser::Work
{
    const Job& job;
    const Device& device;
    const DiffusionModel& model;
    Frame frame;
    const QuickDecoder* quick; ///< null where no quick pictures are asked for
    Trace trace = {};
    std::vector<Image> variants = {}; ///< those that are made
    std::vector<Notice> notices = {}; ///< of the first
    LatentStatePtr state = {};        ///< of the first
};

/// Keeps in mind how long it takes.
template <typename Recipe>
DiffusionResult Diffuser::paint(const Work& work, const Recipe& recipe, const DiffusionRun& how)
{
    const auto begun = std::chrono::steady_clock::now();
    DiffusionResult made = painted(work.model, recipe, inputOf(work.job, recipe, work.frame), how);
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begun;
    if (work.job.steps != StepDetail::Full)
        m_paces.keep({m_key, work.frame.extended, made.rows}, made.calls, made.stepSeconds,
                     spent.count() - made.stepSeconds);
    return made;
}

/// The next `count`, at once.
template <typename Recipe>
void Diffuser::addVariants(Work& work, Recipe recipe, int count, const Audience& audience)
{
    const Job& job = work.job;
    const int first = int(work.variants.size());
    recipe.seed += std::uint64_t(first);
    Noises noise = noiseFor(job, recipe, work.model, work.frame, count);
    DiffusionRun how;
    how.noise = &noise;
    how.trace = job.trace.empty() ? nullptr : &work.trace;
    how.freeBytes = usableMemoryOf(work.device);
    how.from = job.from.get();
    how.keepStep = recipe.keepStep;
    how.checkpoint = [&] { audience.reporter.checkpoint(); };
    how.advance = [&](double share) {
        audience.reporter.advance((first + share * count) / job.variants);
    };
    if (job.steps != StepDetail::None)
        how.stepped = StepPictures({job.id, first, work.model, work.frame}, audience.observer, how,
                                   work.quick);
    const DiffusionResult made = paint(work, recipe, how);
    if (first == 0) {
        work.notices = noticesOf(job, made);
        work.state = made.state;
    }
    const bool stays = job.input && keepsPhoto(recipe);
    for (const at::Tensor& picture : made.pictures.split(1))
        work.variants.push_back(stays ? *job.input : finished(job, recipe, picture, work.frame));
}

template <typename Recipe>
Result Diffuser::runOn(const Device& device, const Job& job, const Recipe& asked,
                       const Audience& audience)
{
    Reporter& reporter = audience.reporter;
    reporter.begin("Loading the model", kLoaded);
    const DiffusionModel& model = load(asked, device, reporter);
    requireFit(job, model.shape, asked);
    const Recipe recipe = capped(job, model.shape, device, advised(asked, model.folder.advice()));
    const auto checkpoint = [&] { reporter.checkpoint(); };
    if (job.sameWeights)
        requireSameWeights(recipe.modelHash, model.folder.sha256(checkpoint), model.name);
    const bool isQuick = job.steps == StepDetail::Quick;
    if (isQuick)
        m_quick.prepare(model, m_key, job.cache, checkpoint);
    Work work{job, device, model, frameOf(job, model.shape, recipe), isQuick ? &m_quick : nullptr};
    reporter.begin("Painting", kPainted);
    LatentExtent rows = latentsOf(model.shape, work.frame);
    rows.rows = rowsOf(model.shape, recipe);
    const int atOnce = variantsAtOnce(job, model.shape, device, rows);
    while (int(work.variants.size()) < job.variants)
        addVariants(work, recipe, std::min(atOnce, job.variants - int(work.variants.size())),
                    audience);

    reporter.begin("Finishing", 1);
    Result result{job.id, work.variants.front(), {}, {}, {}, {}, device.description};
    result.variants.assign(work.variants.begin() + 1, work.variants.end());
    Recipe done = withInput(recipe, job);
    done.modelHash = model.folder.sha256(checkpoint);
    result.recipe = done;
    result.notices = std::move(work.notices);
    if (frameOf(job, model.shape, asked).extended != work.frame.extended)
        result.notices.insert(result.notices.begin(), Notice::SmallerSize);
    result.state = work.state;
    reporter.checkpoint();
    if (!job.trace.empty())
        work.trace.write(job.trace);
    reporter.advance(1);
    return result;
}

} // namespace enogu
