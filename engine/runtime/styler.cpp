// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/styler.h"

#include "engine/image/blend.h"
#include "engine/image/cel.h"
#include "engine/pipelines/animeify.h"
#include "engine/runtime/fallback.h"
#include "engine/runtime/sameweights.h"
#include "engine/runtime/styles.h"
#include "engine/runtime/tensors.h"

namespace enogu {

namespace {

constexpr double kLoaded = 0.02;        ///< share of a job that loading counts as
constexpr double kPainted = 0.9;        ///< share after the network
constexpr double kUsable = 0.8;         ///< of the free memory
constexpr const char* kCelKind = "Cel"; ///< of weights that the analytic head belongs to

void requireSane(const Animeify& recipe)
{
    const auto share = [](double value) { return value >= 0 && value <= 1; };
    const CelLook& look = recipe.look;
    if (!share(recipe.strength) || !share(recipe.keepColour))
        throw Error(ErrorCode::BadArgument, "Strength and keep-colour go from 0 to 1.");
    if (!share(look.flatness) || !share(look.lineWeight) || !share(look.warmth) ||
        !share(look.colour) || look.bands < 2 || look.bands > 16)
        throw Error(ErrorCode::BadArgument,
                    "Cel's sliders go from 0 to 1, and its bands from 2 to 16.");
}

std::string keyOf(const std::filesystem::path& path, const Animeify& recipe, const Device& device)
{
    std::error_code ignored;
    const auto date = std::filesystem::last_write_time(path, ignored).time_since_epoch().count();
    const auto size = std::filesystem::is_regular_file(path, ignored)
                          ? std::filesystem::file_size(path, ignored)
                          : 0;
    return path.string() + '|' + std::to_string(date) + '|' + std::to_string(size) + '|' +
           std::to_string(int(recipe.upsampling)) + '|' + std::to_string(int(device.dtype));
}

/// photo + strength · (result − photo), rounded once; where Lab statistics come between, sixteen
/// bits carry what the network computed.
Image withColoursAndStrength(const Image& photo, at::Tensor y, const Animeify& recipe)
{
    if (recipe.keepColour > 0) {
        const Image fine = rgbFromTensor(y, Depth::U16);
        return blendStrength(photo, keepColour(photo, fine, recipe.keepColour), recipe.strength);
    }
    if (recipe.strength < 1) {
        const at::Tensor x = tensorFromImage(photo);
        y.clamp_(-1, 1).sub_(x).mul_(recipe.strength).add_(x);
    }
    return imageFromTensor(y, photo);
}

/// A style's file or folder, for sentences.
std::string nameOf(const Animeify& recipe)
{
    if (recipe.style == kCelStyle)
        return "The style Cel";
    const std::filesystem::path path(recipe.style);
    return (path.has_filename() ? path : path.parent_path()).filename().string();
}

GeneratorRun howToRun(const Job& job, const Device& device, Reporter& reporter,
                      Previewer& previewer)
{
    GeneratorRun how;
    how.dtype = device.dtype;
    how.mayReduceMemory = job.mayReduceMemory;
    how.device = device.place;
    how.freeBytes = double(freeMemoryOf(device)) * kUsable;
    how.checkpoint = [&reporter] { reporter.checkpoint(); };
    how.advance = [&reporter](double share) { reporter.advance(share); };
    how.painted = [&previewer](const at::Tensor& part, std::int64_t x, std::int64_t y) {
        previewer.paint(part, x, y);
    };
    return how;
}

} // namespace

const LoadedGenerator& Styler::load(const Animeify& recipe, const Device& device)
{
    const std::filesystem::path path = weightsOfStyle(recipe.style);
    const std::string key = keyOf(path, recipe, device);
    if (!m_loaded.net || key != m_key) {
        forget();
        m_loaded = loadGenerator(path, recipe.upsampling, device.dtype);
        m_key = key;
    }
    return m_loaded;
}

Result Styler::run(const Job& job, const Animeify& recipe, Observer& observer, std::stop_token stop)
{
    requireSane(recipe);
    if (!job.input)
        throw Error(ErrorCode::BadArgument, "A style needs a photo.");
    Reporter reporter(job.id, observer, std::move(stop));
    reporter.checkpoint();
    Previewer previewer(job, observer);
    return runOrFallBack(
        {job.device, recipe.dtype},
        [&](const Device& device) { return runOn(device, job, recipe, reporter, previewer); },
        [] {});
}

Result Styler::runOn(const Device& device, const Job& job, const Animeify& recipe,
                     Reporter& reporter, Previewer& previewer)
{
    const Image& photo = *job.input;
    reporter.begin("Loading the model", kLoaded);
    const LoadedGenerator& loaded = load(recipe, device);
    if (job.sameWeights)
        requireSameWeights(recipe.styleHash, loaded.sha256, nameOf(recipe));
    reporter.checkpoint();
    reporter.begin("Painting", kPainted);

    Animeify done = recipe;
    done.styleHash = loaded.sha256;
    const bool isCel = loaded.info.kind == kCelKind;
    Result result{job.id, photo, {}, done, std::nullopt, {}, device.description};
    const bool wantsFlatLayer = isCel && job.wantsFlatLayer;
    if (recipe.strength <= 0 && !wantsFlatLayer) {
        reporter.begin("Finishing", 1);
        reporter.advance(1);
        return result;
    }

    const GeneratorRun how = howToRun(job, device, reporter, previewer);
    GeneratorResult painted =
        runGenerator(*loaded.net, tensorFromImage(photo), how, nameOf(recipe));
    if (painted.reducedStatistics)
        result.notices.emplace_back(Notice::ReducedStyle);

    reporter.begin("Finishing", 1);
    if (isCel) {
        result.flatLayer = rgbFromTensor(painted.picture, photo.depth());
        result.image = lookPicture(photo, *result.flatLayer, recipe, how.checkpoint);
    } else {
        result.image = withColoursAndStrength(photo, painted.picture, recipe);
    }
    reporter.checkpoint();
    reporter.advance(1);
    return result;
}

} // namespace enogu
