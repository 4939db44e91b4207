// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tinymodel.h"

#include "engine/formats/tensorfile.h"
#include "engine/weights/networkconfigs.h"
#include "engine/weights/tensors.h"
#include "tests/models/counted.h"

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <limits>
#include <sstream>

namespace enogu::tests {

namespace {

namespace fs = std::filesystem;
using Tensors = std::map<std::string, at::Tensor>;

nlohmann::json jsonOf(const fs::path& path)
{
    std::ifstream file(path);
    return nlohmann::json::parse(file);
}

void write(const fs::path& path, const Tensors& tensors)
{
    std::vector<TensorView> views;
    for (const auto& [name, tensor] : tensors)
        views.push_back(viewOf(name, tensor));
    writeSafetensors(path, views);
}

/// What a network asks for while it is built.
template <typename Network, typename Config>
Tensors tensorsOf(const Config& config)
{
    Tensors tensors;
    const auto source = [&](const std::string& key, const std::vector<std::int64_t>& shape) {
        return tensors[key] = counted(key, shape);
    };
    const Network network(config, core::Parameters(source));
    return tensors;
}

Tensors unetTensors(const nlohmann::json& config, const std::string& name)
{
    if (config.at("_class_name") == "UNet2DModel")
        return tensorsOf<core::UNet2D>(pixelUnetConfig(config, name));
    return tensorsOf<core::UNet2DCondition>(unetConfig(config, name));
}

void writeFolder(const std::string& name, const fs::path& to)
{
    fs::copy(pipelineGoldens() / name, to, fs::copy_options::recursive);
    write(to / "unet/diffusion_pytorch_model.safetensors",
          unetTensors(jsonOf(to / "unet/config.json"), name));
    if (!fs::exists(to / "vae"))
        return;
    write(to / "vae/diffusion_pytorch_model.safetensors",
          tensorsOf<core::AutoencoderKl>(vaeConfig(jsonOf(to / "vae/config.json"), name)));
    write(to / "text_encoder/model.safetensors",
          tensorsOf<core::ClipText>(clipTextConfig(jsonOf(to / "text_encoder/config.json"), name)));
}

std::vector<std::int64_t> shapeFrom(const std::string& text)
{
    std::vector<std::int64_t> shape;
    std::istringstream sides(text);
    for (std::string side; std::getline(sides, side, ',');)
        shape.push_back(std::stoll(side));
    return shape;
}

void writeSingleFile(const fs::path& to)
{
    Tensors tensors;
    for (const char* part : {"unet", "vae", "text_encoder"}) {
        std::ifstream list(pipelineGoldens() / "single" / (std::string(part) + ".txt"));
        for (std::string key, diffusers, shape; list >> key >> diffusers >> shape;)
            tensors[key] = counted(diffusers, shapeFrom(shape));
    }
    write(to, tensors);
}

std::vector<std::uint8_t> levels(const std::string& name, std::size_t count)
{
    const at::Tensor values = countedWhole(name, {std::int64_t(count)}, 256).to(at::kByte);
    const auto* first = values.const_data_ptr<std::uint8_t>();
    return {first, first + count};
}

double errorOf(const at::Tensor& ours, const at::Tensor& golden)
{
    const double size = golden.numel() > 0 ? golden.abs().max().item<double>() : 0;
    return golden.numel() > 0 ? (ours - golden).abs().max().item<double>() / std::max(1.0, size)
                              : 0;
}

/// The worst of the rows' errors over what is allowed; infinite for another shape.
double excess(const std::string& name, const at::Tensor& ours, const at::Tensor& golden)
{
    if (ours.sizes() != golden.sizes())
        return std::numeric_limits<double>::infinity();
    if (name == "timesteps")
        return golden.numel() > 0 ? (ours - golden).abs().max().item<double>() / 1e-3 : 0;
    if (name != "latents" && name != "pred_x0")
        return errorOf(ours, golden) / 1e-4;
    double worst = 0;
    for (std::int64_t row = 0; row < golden.size(0); ++row)
        worst = std::max(worst, errorOf(ours[row], golden[row]) / 1e-4);
    return worst;
}

/// True where what is decoded is the last sample, clamped: runs in pixel space.
bool isSampleItself(const TensorView& decoded, const TensorView& latents)
{
    return at::equal(floatTensor(decoded), floatTensor(latents)[-1].clamp(-1, 1));
}

} // namespace

fs::path pipelineGoldens()
{
    return fs::path(ENOGU_SOURCE_DIR) / "tests/golden/diffusion/pipelines";
}

fs::path writeCountedModel(const std::string& name, const fs::path& to)
{
    if (name == "single")
        writeSingleFile(to);
    else
        writeFolder(name, to);
    return to;
}

void writeCountedNoise(const fs::path& path,
                       const std::map<std::string, std::vector<std::int64_t>>& shapes)
{
    Tensors tensors;
    for (const auto& [name, shape] : shapes)
        tensors[name] = countedInput(name, shape);
    write(path, tensors);
}

void poison(const fs::path& weights, const std::string& key)
{
    const TensorFile file = readTensors(weights);
    Tensors tensors;
    for (const TensorView& view : file.tensors())
        tensors[view.name] = floatTensor(view);
    tensors.at(key).flatten()[0] = std::numeric_limits<float>::quiet_NaN();
    write(weights, tensors);
}

Image countedPhoto(Extent extent)
{
    return Image(extent, Channels::Rgb, Depth::U8, levels("picture", extent.pixels() * 3));
}

Mask countedMask(Extent extent)
{
    return Mask(extent, levels("mask", extent.pixels()));
}

std::string traceFaults(const fs::path& trace, const fs::path& golden, double slack)
{
    const TensorFile ours = readTensors(trace), theirs = readTensors(golden);
    std::string faults;
    const TensorView* latents = ours.find("latents");
    for (const TensorView& view : theirs.tensors()) {
        const TensorView* found = ours.find(view.name);
        if (found && latents && view.name == "decoded" && isSampleItself(*found, *latents))
            continue; // judged by its latents
        const double error = found ? excess(view.name, floatTensor(*found), floatTensor(view))
                                   : std::numeric_limits<double>::infinity();
        if (!(error <= slack))
            faults += view.name + " " + std::to_string(error) + " times what is allowed\n";
    }
    return faults;
}

} // namespace enogu::tests
