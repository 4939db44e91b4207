// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/device.h"

#include "engine/nn/cpufeatures.h"
#include "engine/runtime/cuda.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace enogu {

namespace {

std::uint64_t numberIn(const char* path, std::uint64_t fallback)
{
    std::ifstream file(path);
    std::uint64_t value = 0;
    return file >> value ? value : fallback;
}

/// Pages of files, which the system gives up when it needs memory.
std::uint64_t fileCacheOfControlGroup()
{
    std::ifstream file("/sys/fs/cgroup/memory.stat");
    std::uint64_t total = 0, bytes = 0;
    for (std::string name; file >> name >> bytes;)
        total += name == "active_file" || name == "inactive_file" ? bytes : 0;
    return total;
}

/// What the control group (a container's limit) still allows; the largest number when it has none.
std::uint64_t leftInControlGroup()
{
    const std::uint64_t limit = numberIn("/sys/fs/cgroup/memory.max", UINT64_MAX);
    const std::uint64_t filled = numberIn("/sys/fs/cgroup/memory.current", 0);
    const std::uint64_t used = filled - std::min(filled, fileCacheOfControlGroup());
    return limit == UINT64_MAX ? limit : limit - std::min(limit, used);
}

const std::string kCuda = "cuda";

/// The number in "cuda" (0) or "cuda:N".
int gpuIndex(const std::string& wanted)
{
    int index = 0;
    const char* end = wanted.data() + wanted.size();
    const bool numbered = wanted.starts_with(kCuda + ":");
    const auto read = numbered ? std::from_chars(wanted.data() + kCuda.size() + 1, end, index)
                               : std::from_chars_result{end, std::errc()};
    if ((!numbered && wanted != kCuda) || read.ec != std::errc() || read.ptr != end || index < 0)
        throw Error(ErrorCode::BadArgument,
                    "There is no device \"" + wanted + "\"; choose auto, cpu, cuda or cuda:N.");
    const std::size_t count = gpus().names.size();
    if (std::size_t(index) >= count)
        throw Error(ErrorCode::EngineUnavailable,
                    "The device \"" + wanted + "\" cannot be used: " +
                        (count == 0 ? gpus().whyNone
                                    : "the last GPU is cuda:" + std::to_string(count - 1)) +
                        ".");
    return index;
}

Device gpuWith(int index, DType dtype)
{
    const auto [type, name] = dtype == DType::F32    ? std::pair(at::kFloat, ", float32")
                              : dtype == DType::Bf16 ? std::pair(at::kBFloat16, ", bfloat16")
                                                     : std::pair(at::kHalf, ", float16");
    return {at::Device(at::kCUDA, c10::DeviceIndex(index)), type,
            gpus().names[std::size_t(index)] + name};
}

Device cpuWith(DType dtype)
{
    if (dtype == DType::F16)
        throw Error(ErrorCode::BadArgument,
                    "float16 needs a GPU; choose the dtype auto, f32 or bf16 on the CPU.");
    const bool half = dtype == DType::Bf16 || (dtype == DType::Auto && core::hasFastBfloat16());
    return {at::kCPU, half ? at::kBFloat16 : at::kFloat, half ? "CPU, bfloat16" : "CPU, float32"};
}

} // namespace

std::uint64_t freeMemory()
{
    std::ifstream file("/proc/meminfo");
    std::uint64_t kilobytes = 4 << 20;
    for (std::string name, rest; file >> name; std::getline(file, rest)) {
        if (name == "MemAvailable:" && file >> kilobytes)
            break;
    }
    return std::min(kilobytes * 1024, leftInControlGroup());
}

std::vector<DeviceInfo> listDevices()
{
    std::vector<DeviceInfo> devices;
    for (std::size_t i = 0; i < gpus().names.size(); ++i)
        devices.push_back(
            {kCuda + (":" + std::to_string(i)), gpus().names[i], freeGpuMemory(int(i))});
    const char* name = core::hasAmx()          ? "CPU (AMX)"
                       : core::hasAvx512Bf16() ? "CPU (AVX-512 BF16)"
                                               : "CPU";
    devices.push_back({"cpu", name, freeMemory()});
    return devices;
}

Device pickDevice(const std::string& wanted, DType dtype)
{
    const bool any = wanted == "auto" || wanted.empty();
    if (wanted == "cpu" || (any && gpus().names.empty()))
        return cpuWith(dtype);
    return gpuWith(any ? 0 : gpuIndex(wanted), dtype);
}

std::uint64_t freeMemoryOf(const Device& device)
{
    return device.place.is_cpu() ? freeMemory() : freeGpuMemory(device.place.index());
}

void useAllCores()
{
    cpu_set_t cores;
    CPU_ZERO(&cores);
    if (sched_getaffinity(0, sizeof cores, &cores) == 0)
        at::set_num_threads(std::max(1, CPU_COUNT(&cores)));
}

} // namespace enogu
