// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/cuda.h"

#include <ATen/Context.h>
#include <ATen/DeviceAccelerator.h>

#include <array>
#include <dlfcn.h>
#include <filesystem>

namespace enogu {

namespace {

/// The few calls of libcuda.so.1 that tell which GPUs there are; they need no context.
class Driver
{
public:
    Driver() : m_library(dlopen("libcuda.so.1", RTLD_NOW | RTLD_LOCAL)) {}

    std::vector<std::string> names() const
    {
        int count = 0;
        if (!call("cuInit", 0U) || !call("cuDeviceGetCount", &count))
            return {};
        std::vector<std::string> names;
        for (int i = 0; i < count; ++i) {
            std::array<char, 256> name{};
            call("cuDeviceGetName", name.data(), int(name.size()) - 1, i);
            names.emplace_back(name.data());
        }
        return names;
    }

private:
    template <typename... Arguments>
    bool call(const char* name, Arguments... arguments) const
    {
        using Function = int (*)(Arguments...);
        const auto function =
            m_library ? reinterpret_cast<Function>(dlsym(m_library, name)) : nullptr;
        return function && function(arguments...) == 0;
    }

    void* m_library; ///< stays open: LibTorch uses it too
};

/// libtorch_cuda.so lies beside the library that at::globalContext comes from.
std::string openCudaHalf()
{
    Dl_info place{};
    if (!dladdr(reinterpret_cast<const void*>(&at::globalContext), &place) || !place.dli_fname)
        return "LibTorch was not found";
    const auto library = std::filesystem::path(place.dli_fname).parent_path() / "libtorch_cuda.so";
    if (dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL))
        return {};
    const char* reason = dlerror();
    return reason ? reason : "unknown";
}

Gpus findGpus()
{
    const std::vector<std::string> names = Driver().names();
    if (names.empty())
        return {{}, "no NVIDIA GPU answers; choose auto or cpu"};
    if (const std::string reason = openCudaHalf(); !reason.empty())
        return {{},
                "its libraries cannot be opened (" + reason.substr(0, 120) +
                    "); run packaging/dependencies again, or choose cpu"};
    if (!at::globalContext().hasCUDA())
        return {{},
                "LibTorch finds no GPU that it can use; update the NVIDIA driver, or choose "
                "cpu"};
    at::globalContext().setAllowTF32CuDNN(false); // float32 means float32
    return {names, {}};
}

} // namespace

const Gpus& gpus()
{
    static const Gpus found = findGpus();
    return found;
}

std::uint64_t freeGpuMemory(int index)
{
    at::accelerator::emptyCache(); // what LibTorch only keeps for later is free
    return at::accelerator::getMemoryInfo(c10::DeviceIndex(index)).first;
}

void releaseGpuMemory()
{
    if (!gpus().names.empty())
        at::accelerator::emptyCache();
}

} // namespace enogu
