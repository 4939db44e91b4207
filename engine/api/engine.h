// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/advice.h"
#include "engine/api/error.h"
#include "engine/api/step.h"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace enogu {

struct DeviceInfo
{
    std::string id;   ///< "cpu", "cuda:0"
    std::string name; ///< for people, e.g. "NVIDIA RTX 4070" or "CPU (AMX)"
    std::uint64_t bytesFree = 0;
};

/// One network of a model that has several.
struct ModelPartInfo
{
    std::string name;      ///< "unet"
    std::string className; ///< "UNet2DConditionModel"
    std::uint64_t parameters = 0;
    std::uint64_t bytes = 0;
};

/// What a file or folder with weights is, recognised from its keys and shapes.
struct ModelInfo
{
    std::string path;        ///< UTF-8
    std::string kind;        ///< e.g. "AnimeGAN v2"
    std::string keyStyle;    ///< e.g. "bryandlee", "ptran1203 (17 May 2024)"; may be empty
    std::string licenceNote; ///< what is known of the rights, one sentence; may be empty
    std::uint64_t parameters = 0;
    std::uint64_t bytes = 0;
    int sizeMultiple = 1;             ///< sides are extended to a multiple of this
    std::vector<ModelPartInfo> parts; ///< of diffusion models
    std::string predictionType;       ///< of diffusion models: "epsilon", "v_prediction", "sample"
};

/// A model that lies on this computer.
struct FoundModel
{
    std::string path;        ///< UTF-8; for the hub's cache the repository's name, "org/model"
    std::string place;       ///< for people: "bundled", "hub cache", "ComfyUI"
    std::string kind;        ///< what its own index calls it, or "single file"
    std::uint64_t bytes = 0; ///< 0 for folders
};

/// What a job of a diffusion model would do, known without running it.
struct RunPlan
{
    std::string model;         ///< its own name
    std::string device;        ///< "CPU, bfloat16"
    Extent worked;             ///< the picture's size while it is worked on
    std::optional<Image> seen; ///< what the model is shown of the input, sRGB, with its extension
    std::uint64_t bytes = 0;   ///< memory that it needs, about
    double seconds = -1;       ///< for all variants; −1 until this model has been run
    ModelAdvice advice;        ///< the model's
};

/// How much of a text a model reads.
struct TextReach
{
    int tokens = 0, limit = 0; ///< without the marks of beginning and end
    std::size_t bytesRead = 0; ///< of the text's UTF-8: all of it unless tokens > limit
};

/// Runs jobs. One thread owns it and calls everything but the destructor of a stop_source.
class Engine
{
public:
    virtual ~Engine() = default;
    /// Blocks until the job is done, has failed or was stopped (Error Cancelled). A stop is obeyed
    /// within one network block.
    virtual Outcome<Result> run(const Job& job, Observer& observer,
                                std::stop_token stop) noexcept = 0;
    /// Checks a job of a diffusion model and tells what it would cost; reads no weights.
    virtual Outcome<RunPlan> plan(const Job& job) noexcept = 0;
    /// `recipe` names the model; Error where it has no words.
    virtual Outcome<TextReach> reach(const EditRecipe& recipe,
                                     const std::string& text) noexcept = 0;
    virtual std::vector<DeviceInfo> devices() noexcept = 0;
    virtual Outcome<ModelInfo> inspect(const std::string& path) noexcept = 0;
    /// What is installed, and what lies in the hub's cache, where other programs usually keep their
    /// models, and in `folders` (UTF-8). Opens no weights.
    virtual std::vector<FoundModel>
    findModels(const std::vector<std::string>& folders) noexcept = 0;
    /// Forgets loaded models.
    virtual void releaseMemory() noexcept = 0;
};

} // namespace enogu
