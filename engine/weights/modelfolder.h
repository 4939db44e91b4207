// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"
#include "engine/nn/parameters.h"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace enogu {

class ClipTokenizer;

/// Which of the weights that a model holds.
struct ModelOptions
{
    std::string variant; ///< "fp16"; empty: the plain files, else the only variant there is
    bool ema = false;    ///< single files: the averaged weights instead of the raw ones
};

/// A diffusion model at a path, whatever its layout: a diffusers folder, a repository of the hub's
/// cache ("org/name" or its folder), or a single CompVis-style file. Every tensor is asked for by
/// its diffusers key. Opening reads headers and configurations alone; tensors stay in the mapped
/// files. Immutable; any thread.
class ModelFolder
{
public:
    enum class Kind { TextToImage, Inpaint, InstructPix2Pix, Pixels };
    enum class Part { Unet, Vae, TextEncoder };

    using Options = ModelOptions;

    /// Throws Error: MissingFile, WrongModelKind (not a diffusion model), BadModelFile (a part is
    /// missing, truncated, misshapen or absurd); one sentence that names the file.
    static ModelFolder open(const std::string& pathOrId, const Options& options = {});

    /// Whether open() is the one to ask about a path or id: it is laid out like a diffusion model,
    /// sound or not. Throws Error as readTensors does.
    static bool recognises(const std::string& pathOrId);

    Kind kind() const;
    /// True where a part is there; Pixels models have the UNet alone.
    bool has(Part part) const;
    /// The part's config.json, or for single files what it would say. At most 1 MB.
    const nlohmann::json& config(Part part) const;
    /// scheduler_config.json with its _class_name; for single files SD 1.5's published settings.
    const nlohmann::json& scheduler() const;
    /// float32 by diffusers key; throws Error(BadModelFile) for a missing or misshapen tensor.
    core::TensorSource source(Part part) const;
    /// Throws the Error(BadModelFile, WrongModelKind) that building its networks would: an absurd
    /// configuration, a tensor that is missing or misshapen. Reads no numbers.
    void requireComplete() const;
    const ClipTokenizer& tokenizer() const;
    const ModelAdvice& advice() const;
    /// For people and JSON: kind, parts, sizes, prediction type.
    ModelInfo info() const;
    /// SHA-256 over the parts' files; computed on the first call, which `checkpoint` may cancel.
    std::string sha256(const core::Checkpoint& checkpoint = {}) const;
    /// SHA-256 of one part's tensors, whatever the layout; computed at each call.
    std::string sha256(Part part) const;

    struct Contents; ///< what the readers of layouts fill

private:
    explicit ModelFolder(std::shared_ptr<const Contents> contents);
    std::shared_ptr<const Contents> m_contents;
};

} // namespace enogu
