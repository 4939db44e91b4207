// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/lpipsfile.h"

#include "engine/api/error.h"
#include "engine/weights/parttensors.h"

#include <memory>

namespace enogu::core {

namespace {

std::string keyOf(std::int64_t place)
{
    return "features." + std::to_string(place) + ".weight";
}

/// Within a stage convolutions stand two places apart, across the maxima three.
VggConfig configOf(const PartTensors& tensors)
{
    VggConfig config{{}, {}};
    for (std::int64_t place = 0; tensors.find(keyOf(place)); ++place) {
        config.channels.push_back(tensors.shape(keyOf(place), 4).front());
        config.layers.push_back(0);
        for (; tensors.find(keyOf(place)); place += 2)
            ++config.layers.back();
    }
    return config;
}

} // namespace

FeatureFile readFeatures(const std::filesystem::path& file)
{
    auto tensors = std::make_shared<PartTensors>();
    const TensorFile opened = readTensors(file);
    tensors->open(opened, file.string());
    for (const TensorView& view : opened.tensors())
        tensors->add(view.name, view);
    const VggConfig config = configOf(*tensors);
    if (config.channels.empty())
        throw Error(ErrorCode::BadModelFile,
                    file.string() + " holds no features.0.weight; name a VGG-16 of torchvision or "
                                    "an lpips.safetensors that enogu train lpips wrote.");
    return {config, [tensors](const std::string& key, const std::vector<std::int64_t>& shape) {
                return tensors->read(key, shape);
            }};
}

Lpips readLpips(const std::filesystem::path& file, at::ScalarType dtype)
{
    const FeatureFile found = readFeatures(file);
    return Lpips(found.config, Parameters(found.weights, dtype));
}

} // namespace enogu::core
