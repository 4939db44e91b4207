// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/modelcontents.h"
#include "engine/weights/networkconfigs.h"
#include "engine/weights/schedulerconfig.h"

#include <ATen/ops/empty.h>

namespace enogu {

namespace {

/// Parameters without numbers: each key is only looked up.
core::Parameters lookUps(const PartTensors& tensors)
{
    const core::TensorSource source = [&tensors](const std::string& key,
                                                 const std::vector<std::int64_t>& shape) {
        tensors.require(key, shape);
        return at::empty(shape, at::TensorOptions().dtype(at::kFloat).device(at::kMeta));
    };
    return core::Parameters(source, at::kFloat, at::kMeta);
}

void build(const ModelPart& part)
{
    const std::string name = part.name + "/config.json";
    const core::Parameters parameters = lookUps(*part.tensors);
    if (part.className == "UNet2DConditionModel")
        core::UNet2DCondition(unetConfig(part.config, name), parameters);
    else if (part.className == "UNet2DModel")
        core::UNet2D(pixelUnetConfig(part.config, name), parameters);
    else if (part.className == "AutoencoderKL")
        core::AutoencoderKl(vaeConfig(part.config, name), parameters);
    else if (part.className == "AutoencoderTiny")
        core::TinyAutoencoder(tinyVaeConfig(part.config, name), parameters);
    else
        core::ClipText(clipTextConfig(part.config, name), parameters);
}

} // namespace

void ModelFolder::requireComplete() const
{
    for (const auto& [key, part] : m_contents->parts)
        build(part);
    samplerConfigFor(m_contents->scheduler, "ddim"); // what the schedulers have in common
}

} // namespace enogu
