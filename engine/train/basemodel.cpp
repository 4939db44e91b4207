// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/basemodel.h"

#include "engine/text/jsonfile.h"
#include "engine/weights/configreader.h"
#include "engine/weights/modelcontents.h"
#include "engine/weights/networkconfigs.h"
#include "engine/weights/schedulerconfig.h"

#include <nlohmann/json.hpp>

namespace enogu::core {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using Part = ModelFolder::Part;

constexpr double kPublishedScaling = 0.18215; ///< of Stable Diffusion, whose file may not say it

TensorSource sourceOf(Part part, const PartFiles& files)
{
    return [tensors = readPart(part, files)](const std::string& key,
                                             const std::vector<std::int64_t>& shape) {
        return tensors->read(key, shape);
    };
}

TensorSource sourceIn(Part part, const fs::path& folder)
{
    return sourceOf(part, findPartFiles(folder, {}));
}

SamplerConfig samplerOf(const fs::path& folder)
{
    const fs::path file = folder / "scheduler" / "scheduler_config.json";
    if (fs::exists(file))
        return samplerConfigFor(readJson(file), "dpmpp_2m_karras", file.string());
    SamplerConfig config;
    config.schedule = {1000, 0.00085, 0.012, BetaSchedule::ScaledLinear, {}, false};
    config.prediction = Prediction::V;
    config.karrasSigmas = true;
    return config;
}

} // namespace

VaePart readVaePart(const fs::path& folder)
{
    const fs::path file = folder / "vae" / "config.json";
    const json config = readJson(file);
    const PartFiles files = findPartFiles(folder / "vae", {});
    return {
        vaeConfig(config, file.string()), sourceOf(Part::Vae, files), files.files.front(),
        ConfigReader(config, file.string()).real("scaling_factor", kPublishedScaling, 1e-6, 1e6)};
}

BaseModel readBaseModel(const fs::path& folder, at::ScalarType dtype)
{
    const VaePart vae = readVaePart(folder);
    BaseModel model{folder,
                    AutoencoderKl(vae.config, Parameters(vae.weights, dtype)),
                    sha256OfModel(vae.file),
                    vae.scaling,
                    {},
                    {},
                    {},
                    {},
                    {},
                    samplerOf(folder)};
    if (const fs::path file = folder / "text_encoder" / "config.json"; fs::exists(file)) {
        model.text = clipTextConfig(readJson(file), file.string());
        model.textWeights = sourceIn(Part::TextEncoder, folder / "text_encoder");
        model.tokenizer =
            ClipTokenizer::fromFolder(folder / "tokenizer", std::size_t(model.text->positions));
    }
    if (const fs::path file = folder / "unet" / "config.json"; fs::exists(file)) {
        model.unet = unetConfig(readJson(file), file.string());
        model.unetWeights = sourceIn(Part::Unet, folder / "unet");
    }
    return model;
}

} // namespace enogu::core
