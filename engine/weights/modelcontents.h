// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/text/cliptokenizer.h"
#include "engine/weights/modelfolder.h"
#include "engine/weights/partfiles.h"
#include "engine/weights/parttensors.h"

#include <nlohmann/json.hpp>

#include <map>
#include <mutex>
#include <optional>

namespace enogu {

/// The layout of a CompVis-style file, for people.
inline constexpr const char* kSingleFile = "single file";

/// One network of a model: its configuration and its tensors.
struct ModelPart
{
    std::string name;      ///< "unet"
    std::string className; ///< "UNet2DConditionModel"
    nlohmann::json config;
    std::shared_ptr<const PartTensors> tensors;
    std::vector<std::filesystem::path> files; ///< with weights
};

/// What a reader of a layout makes of a path.
struct ModelFolder::Contents
{
    std::filesystem::path path;
    std::string layout; ///< for people: "diffusers folder"
    Kind kind = Kind::TextToImage;
    std::map<Part, ModelPart> parts;
    nlohmann::json scheduler;
    std::optional<ClipTokenizer> tokenizer;
    ModelAdvice advice;

    mutable std::once_flag hashed;
    mutable std::string sha256;
};

/// What a UNet with this many input channels is for; the codec has `latents` channels. Throws
/// Error(WrongModelKind).
ModelFolder::Kind kindOfChannels(std::int64_t channels, std::int64_t latents,
                                 const std::string& name);

/// Reads a folder with unet/, scheduler/ … or with a bare UNet2DModel. Throws Error.
std::shared_ptr<ModelFolder::Contents> readDiffusersFolder(const std::filesystem::path& folder,
                                                           const std::string& variant);

/// The tensors of a part by the keys that our networks ask for. Throws Error(BadModelFile).
std::shared_ptr<const PartTensors> readPart(ModelFolder::Part part, const PartFiles& files);

/// Whether a file is laid out like a whole model in CompVis's style, of whatever kind.
bool isSingleFile(const TensorFile& file);
/// Reads a CompVis-style file. Throws Error.
std::shared_ptr<ModelFolder::Contents> readSingleFile(const std::filesystem::path& file, bool ema);

} // namespace enogu
