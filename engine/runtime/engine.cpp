// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/engine.h"

#include "engine/api/bundled.h"
#include "engine/pipelines/memory.h"
#include "engine/runtime/cuda.h"
#include "engine/runtime/diffusionrecipes.h"
#include "engine/runtime/styles.h"
#include "engine/weights/modelfolder.h"
#include "engine/weights/modelsearch.h"

#include <c10/core/InferenceMode.h>
#include <c10/util/Exception.h>

#include <malloc.h>
#include <string_view>

namespace enogu {

namespace {

constexpr const char* kNoMemory =
    "There is not enough memory for this picture; close other programs or reduce the picture.";
constexpr const char* kNoDiffusion = "This edit is made without a diffusion model.";
constexpr const char* kFault = "The engine met a fault of its own; please report it";

Error faultOf(std::string_view text)
{
    const std::size_t end = text.find_first_of("\r\n");
    return Error(ErrorCode::Internal,
                 std::string(kFault) + " (" +
                     std::string(text.substr(0, std::min<std::size_t>(end, 120))) + ").");
}

/// Whatever a job throws, as a clean sentence. Call inside a catch block.
Error presentError() noexcept
{
    try {
        throw;
    } catch (const Error& error) {
        return error;
    } catch (const c10::OutOfMemoryError&) {
        return Error(ErrorCode::OutOfDeviceMemory, kNoMemory);
    } catch (const std::exception& error) {
        const auto* raised = dynamic_cast<const c10::Error*>(&error);
        return isOutOfMemory(error)
                   ? Error(ErrorCode::OutOfMemory, kNoMemory)
                   : faultOf(raised ? raised->what_without_backtrace() : error.what());
    } catch (...) {
        return faultOf("unknown");
    }
}

/// What comes with the product, as far as it is installed.
std::vector<FoundModel> bundledModels()
{
    std::vector<FoundModel> found;
    std::error_code ignored;
    if (const auto cel = bundledFile("cel/cel.safetensors"); !cel.empty())
        found.push_back({cel.string(), "bundled", "Cel", std::filesystem::file_size(cel, ignored)});
    for (const auto& [folder, kind] : {std::pair(kEditPack, "Playground, to edit"),
                                       {kGeneratePack, "Playground, to generate"}}) {
        const auto index = bundledFile(std::filesystem::path(folder) / "model_index.json");
        if (!index.empty())
            found.push_back({index.parent_path().string(), "bundled", kind, 0});
    }
    return found;
}

} // namespace

TorchEngine::TorchEngine()
{
    gpus(); // before anything else asks LibTorch for CUDA
    useAllCores();
}

Outcome<Result> TorchEngine::run(const Job& job, Observer& observer, std::stop_token stop) noexcept
{
    try {
        const c10::InferenceMode inference;
        if (const auto* animeify = std::get_if<Animeify>(&job.recipe)) {
            m_diffuser.forget();
            return m_styler.run(job, *animeify, observer, std::move(stop));
        }
        if (const auto* generate = std::get_if<Generate>(&job.recipe)) {
            m_styler.forget();
            return m_diffuser.run(job, *generate, observer, std::move(stop));
        }
        if (const auto* instruct = std::get_if<Instruct>(&job.recipe)) {
            m_styler.forget();
            return m_diffuser.run(job, *instruct, observer, std::move(stop));
        }
        throw Error(ErrorCode::BadArgument, "This edit does not need the engine.");
    } catch (...) {
        return presentError();
    }
}

Outcome<RunPlan> TorchEngine::plan(const Job& job) noexcept
{
    try {
        const c10::InferenceMode inference;
        if (const auto* generate = std::get_if<Generate>(&job.recipe))
            return m_planner.plan(job, *generate);
        if (const auto* instruct = std::get_if<Instruct>(&job.recipe))
            return m_planner.plan(job, *instruct);
        throw Error(ErrorCode::BadArgument, kNoDiffusion);
    } catch (...) {
        return presentError();
    }
}

Outcome<TextReach> TorchEngine::reach(const EditRecipe& recipe, const std::string& text) noexcept
{
    try {
        if (const auto* generate = std::get_if<Generate>(&recipe))
            return m_planner.reach(*generate, text);
        if (const auto* instruct = std::get_if<Instruct>(&recipe))
            return m_planner.reach(*instruct, text);
        throw Error(ErrorCode::BadArgument, kNoDiffusion);
    } catch (...) {
        return presentError();
    }
}

std::vector<DeviceInfo> TorchEngine::devices() noexcept
{
    try {
        return listDevices();
    } catch (...) {
        return {};
    }
}

Outcome<ModelInfo> TorchEngine::inspect(const std::string& path) noexcept
{
    try {
        if (path == kCelStyle || !ModelFolder::recognises(path))
            return inspectModel(weightsOfStyle(path));
        const ModelFolder model = ModelFolder::open(path);
        model.requireComplete();
        return model.info();
    } catch (...) {
        return presentError();
    }
}

std::vector<FoundModel> TorchEngine::findModels(const std::vector<std::string>& folders) noexcept
{
    try {
        std::vector<ModelPlace> places;
        for (const std::string& folder : folders)
            places.push_back({"Enogu", std::u8string(folder.begin(), folder.end())});
        for (const ModelPlace& place : otherProgramsPlaces())
            places.push_back(place);
        std::vector<FoundModel> found = bundledModels();
        for (FoundModel& model : findDiffusionModels(places))
            found.push_back(std::move(model));
        return found;
    } catch (...) {
        return {};
    }
}

void TorchEngine::releaseMemory() noexcept
{
    m_styler.forget();
    m_diffuser.forget();
    m_planner.forget();
    m_shelf.clear();
    releaseGpuMemory();
    malloc_trim(0);
}

} // namespace enogu

extern "C" __attribute__((visibility("default"))) enogu::Engine* enoguCreateEngine()
{
    try {
        return new enogu::TorchEngine;
    } catch (...) {
        return nullptr;
    }
}
