// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/basemodel.h"

#include "engine/api/error.h"
#include "engine/weights/networkconfigs.h"
#include "engine/weights/partfiles.h"
#include "engine/weights/parttensors.h"
#include "engine/weights/schedulerconfig.h"

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <memory>

namespace enogu::core {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

json readJson(const fs::path& file)
{
    std::ifstream stream(file);
    if (!stream)
        throw Error(ErrorCode::MissingFile, file.string() + " is missing; name a folder in the "
                                                            "layout of diffusers.");
    json object = json::parse(stream, nullptr, false);
    if (!object.is_object())
        throw Error(ErrorCode::BadModelFile, file.string() + " is not valid JSON.");
    return object;
}

struct Weights
{
    TensorSource source;
    fs::path first;
};

Weights readWeights(const fs::path& folder)
{
    const PartFiles found = findPartFiles(folder, {});
    auto tensors = std::make_shared<PartTensors>();
    for (const fs::path& file : found.files) {
        const TensorFile opened = readTensors(file);
        tensors->open(opened, file.string());
        for (const TensorView& view : opened.tensors()) {
            const std::string old = "text_model.";
            tensors->add(view.name.starts_with(old) ? view.name.substr(old.size()) : view.name,
                         view);
        }
    }
    return {[tensors](const std::string& key, const std::vector<std::int64_t>& shape) {
                return tensors->read(key, shape);
            },
            found.files.front()};
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
    const Weights weights = readWeights(folder / "vae");
    return {vaeConfig(config, file.string()), weights.source, weights.first,
            config.value("scaling_factor", 1.0)};
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
        model.textWeights = readWeights(folder / "text_encoder").source;
        model.tokenizer =
            ClipTokenizer::fromFolder(folder / "tokenizer", std::size_t(model.text->positions));
    }
    if (const fs::path file = folder / "unet" / "config.json"; fs::exists(file)) {
        model.unet = unetConfig(readJson(file), file.string());
        model.unetWeights = readWeights(folder / "unet").source;
    }
    return model;
}

} // namespace enogu::core
