// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/modelshape.h"

#include "engine/weights/networkconfigs.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace enogu {

namespace {

using Part = ModelFolder::Part;
using nlohmann::json;

std::int64_t nativeLatentOf(const json& config, std::int64_t fallback)
{
    const auto found = config.find("sample_size");
    if (found == config.end())
        return fallback;
    const json& size = found->is_array() && !found->empty() ? found->front() : *found;
    constexpr std::int64_t kMost = 4096;
    return size.is_number_integer() ? std::clamp<std::int64_t>(size.get<std::int64_t>(), 1, kMost)
                                    : fallback;
}

ModelShape pixelShape(const json& config, const std::string& name)
{
    const core::UNet2DConfig unet = pixelUnetConfig(config, name);
    ModelShape shape{.name = name, .inPixels = true, .inChannels = unet.inChannels};
    shape.latentChannels = unet.outChannels;
    shape.halvings = std::int64_t(unet.levels.size()) - 1;
    shape.multiple = std::int64_t(1) << shape.halvings;
    shape.nativeLatent = nativeLatentOf(config, 32);
    shape.width = unet.levels.front().channels;
    return shape;
}

void addAutoencoder(ModelShape& shape, const json& config, const std::string& name)
{
    const auto kind = config.find("_class_name");
    if (kind != config.end() && *kind == "AutoencoderTiny") {
        const core::TinyAutoencoderConfig tiny = tinyVaeConfig(config, name);
        shape.factor = std::int64_t(1) << (tiny.encoderChannels.size() - 1);
        shape.decoderWidth = tiny.decoderChannels.front();
    } else {
        const core::AutoencoderKlConfig vae = vaeConfig(config, name);
        shape.factor = vae.factor();
        shape.decoderWidth = 2 * vae.channels.front();
    }
    shape.multiple = shape.factor;
}

} // namespace

ModelShape shapeOf(const ModelFolder& folder, const std::string& name)
{
    const json& config = folder.config(Part::Unet);
    if (folder.kind() == ModelFolder::Kind::Pixels)
        return pixelShape(config, name);
    const core::UNet2DConditionConfig unet = unetConfig(config, name);
    ModelShape shape{.name = name, .guidesItself = unet.guidanceWidth > 0};
    shape.inChannels = unet.inChannels;
    shape.latentChannels = unet.outChannels;
    shape.halvings = std::int64_t(unet.levels.size()) - 1;
    shape.nativeLatent = nativeLatentOf(config, 64);
    shape.width = unet.levels.front().channels;
    shape.heads = unet.levels.front().heads;
    addAutoencoder(shape, folder.config(Part::Vae), name);
    return shape;
}

} // namespace enogu
