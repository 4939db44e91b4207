// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/previewdecoder.h"

#include "engine/api/error.h"
#include "engine/text/jsonfile.h"
#include "engine/weights/hubcache.h"
#include "engine/weights/modelcontents.h"
#include "engine/weights/networkconfigs.h"
#include "engine/weights/partfiles.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace enogu {

namespace {

constexpr const char* kRepository = "madebyollin/taesd";
constexpr double kLatentScale = 0.18215; ///< that its latents were made with

core::TinyAutoencoder readFrom(const std::filesystem::path& folder, const DiffusionModel& model)
{
    const core::TinyAutoencoderConfig config =
        tinyVaeConfig(readJson(folder / "config.json"), kRepository);
    const auto tensors = readPart(ModelFolder::Part::Vae, findPartFiles(folder, {}));
    const core::TensorSource source = [tensors](const std::string& key,
                                                const std::vector<std::int64_t>& shape) {
        return tensors->read(key, shape);
    };
    return {config, core::Parameters(source, model.dtype, model.device)};
}

/// Factor of a decoder, which doubles between its stages.
std::int64_t factorOf(const core::TinyAutoencoderConfig& config)
{
    std::int64_t factor = 1;
    for (std::size_t i = 1; i < config.decoderBlocks.size(); ++i)
        factor *= config.upFactor;
    return factor;
}

} // namespace

std::optional<core::TinyAutoencoder> previewDecoderFor(const DiffusionModel& model)
{
    if (!model.vae || std::abs(model.latentScale - kLatentScale) > 1e-5 || model.latentShift != 0)
        return {};
    try {
        const auto folder = hubSnapshot(hubRepository(kRepository));
        if (!folder)
            return {};
        core::TinyAutoencoder decoder = readFrom(*folder, model);
        const core::TinyAutoencoderConfig& config = decoder.config();
        const bool fits = config.latentChannels == model.latentChannels() &&
                          config.outChannels == 3 && factorOf(config) == model.shape.factor;
        return fits ? std::optional(std::move(decoder)) : std::nullopt;
    } catch (const Error&) {
        return {};
    }
}

} // namespace enogu
