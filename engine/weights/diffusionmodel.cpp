// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/diffusionmodel.h"

#include "engine/api/error.h"
#include "engine/weights/networkconfigs.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace enogu {

namespace {

using Part = ModelFolder::Part;
using nlohmann::json;

constexpr double kTypicalTensors = 1100; ///< of all networks of Stable Diffusion

/// A number of a configuration, null and absence standing for `fallback`.
double numberOr(const json& config, const char* key, double fallback)
{
    const auto found = config.find(key);
    return found != config.end() && found->is_number() ? found->get<double>() : fallback;
}

/// Counts the tensors that a network asks for.
class Counter
{
public:
    explicit Counter(const Loading& loading) : m_loading(loading) {}

    core::TensorSource watch(core::TensorSource source)
    {
        return [this, source = std::move(source)](const std::string& key,
                                                  const std::vector<std::int64_t>& shape) {
            at::Tensor tensor = source(key, shape);
            ++m_tensors;
            if (m_loading)
                m_loading(m_tensors / (m_tensors + kTypicalTensors) * 2);
            return tensor;
        };
    }

private:
    const Loading& m_loading;
    double m_tensors = 0;
};

void loadAutoencoder(DiffusionModel& model, const core::Parameters& parameters)
{
    const json& config = model.folder.config(Part::Vae);
    const auto kind = config.find("_class_name");
    constexpr double kStableDiffusion = 0.18215;
    if (kind != config.end() && *kind == "AutoencoderTiny") {
        model.tinyVae.emplace(tinyVaeConfig(config, model.name), parameters);
        model.latentScale = numberOr(config, "scaling_factor", 1);
    } else {
        model.vae.emplace(vaeConfig(config, model.name), parameters);
        model.latentScale = numberOr(config, "scaling_factor", kStableDiffusion);
    }
    model.latentShift = numberOr(config, "shift_factor", 0);
    if (!std::isfinite(model.latentScale) || model.latentScale == 0)
        throw Error(ErrorCode::BadModelFile,
                    model.name + " has a useless scaling_factor in its vae/config.json.");
}

void requireThatPartsFit(const DiffusionModel& model)
{
    const auto refuse = [&](const std::string& why) {
        throw Error(ErrorCode::BadModelFile,
                    model.name + " cannot be run: " + why + "; its parts belong to other models.");
    };
    for (const auto& level : model.unet->config().levels) {
        const bool reads = level.down == core::UNetBlock::CrossAttention ||
                           level.up == core::UNetBlock::CrossAttention;
        if (reads && level.textWidth != model.text->config().width)
            refuse("its UNet wants texts " + std::to_string(level.textWidth) +
                   " wide, its text encoder makes them " +
                   std::to_string(model.text->config().width));
    }
    const std::int64_t latent =
        model.vae ? model.vae->config().latentChannels : model.tinyVae->config().latentChannels;
    const std::int64_t colours =
        model.vae ? model.vae->config().inChannels * model.vae->config().outChannels
                  : model.tinyVae->config().inChannels * model.tinyVae->config().outChannels;
    if (colours != 9)
        refuse("its autoencoder is not one of RGB pictures");
    if (latent != model.latentChannels())
        refuse("its UNet gives " + std::to_string(model.latentChannels()) +
               " channels, its autoencoder takes " + std::to_string(latent));
    if (model.inChannels() != latent && model.inChannels() != 2 * latent &&
        model.inChannels() != 2 * latent + 1)
        refuse("its UNet takes " + std::to_string(model.inChannels()) + " channels");
}

void requireColours(const DiffusionModel& model)
{
    const std::int64_t channels = model.inChannels();
    if (channels != model.latentChannels() || (channels != 1 && channels != 3))
        throw Error(ErrorCode::WrongModelKind, model.name + " takes " + std::to_string(channels) +
                                                   " channels and gives " +
                                                   std::to_string(model.latentChannels()) +
                                                   "; Enogu runs models of grey or RGB pictures.");
}

} // namespace

std::string ownNameOf(const std::string& path)
{
    const std::filesystem::path name(path);
    return (name.has_filename() ? name : name.parent_path()).filename().string();
}

std::int64_t DiffusionModel::inChannels() const
{
    return unet ? unet->config().inChannels : pixels->config().inChannels;
}

std::int64_t DiffusionModel::latentChannels() const
{
    return unet ? unet->config().outChannels : pixels->config().outChannels;
}

DiffusionModel loadDiffusionModel(const ModelFolder& folder, const std::string& path,
                                  at::ScalarType dtype, at::Device device, const Loading& loading)
{
    DiffusionModel model{
        .folder = folder, .name = ownNameOf(path), .dtype = dtype, .device = device};
    model.shape = shapeOf(folder, model.name);
    Counter counter(loading);
    const auto parameters = [&](Part part) {
        return core::Parameters(counter.watch(folder.source(part)), dtype, device);
    };
    const json& config = folder.config(Part::Unet);
    if (folder.kind() == ModelFolder::Kind::Pixels) {
        model.pixels.emplace(pixelUnetConfig(config, model.name), parameters(Part::Unet));
        requireColours(model);
        return model;
    }
    model.text.emplace(clipTextConfig(folder.config(Part::TextEncoder), model.name),
                       parameters(Part::TextEncoder));
    loadAutoencoder(model, parameters(Part::Vae));
    model.unet.emplace(unetConfig(config, model.name), parameters(Part::Unet));
    requireThatPartsFit(model);
    return model;
}

} // namespace enogu
