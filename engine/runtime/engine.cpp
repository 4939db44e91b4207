// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/engine.h"

#include "engine/api/bundled.h"
#include "engine/runtime/cuda.h"
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
constexpr const char* kFault = "The engine met a fault of its own; please report it";

/// LibTorch reports a failed allocation of the CPU as a plain c10::Error.
bool tellsOfMemory(std::string_view text)
{
    return text.find("not enough memory") != text.npos ||
           text.find("DefaultCPUAllocator") != text.npos;
}

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
    } catch (const c10::Error& error) {
        return tellsOfMemory(error.what_without_backtrace())
                   ? Error(ErrorCode::OutOfMemory, kNoMemory)
                   : faultOf(error.what_without_backtrace());
    } catch (const std::bad_alloc&) {
        return Error(ErrorCode::OutOfMemory, kNoMemory);
    } catch (const std::exception& error) {
        return tellsOfMemory(error.what()) ? Error(ErrorCode::OutOfMemory, kNoMemory)
                                           : faultOf(error.what());
    } catch (...) {
        return faultOf("unknown");
    }
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
        const auto* animeify = std::get_if<Animeify>(&job.recipe);
        if (!animeify)
            throw Error(ErrorCode::BadArgument, "This edit does not need the engine.");
        return m_styler.run(job, *animeify, observer, std::move(stop));
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
        std::vector<FoundModel> found = findDiffusionModels(places);
        const auto cel = bundledFile("cel/cel.safetensors");
        std::error_code ignored;
        if (!cel.empty())
            found.insert(found.begin(), {cel.string(), "bundled", "Cel",
                                         std::filesystem::file_size(cel, ignored)});
        return found;
    } catch (...) {
        return {};
    }
}

void TorchEngine::releaseMemory() noexcept
{
    m_styler.forget();
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
