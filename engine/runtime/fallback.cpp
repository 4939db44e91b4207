// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/fallback.h"

#include "engine/pipelines/memory.h"
#include "engine/runtime/cuda.h"

namespace enogu {

Result runOrFallBack(const WantedDevice& wanted, const std::function<Result(const Device&)>& run,
                     const std::function<void()>& forget)
{
    const Device device = pickDevice(wanted.id, wanted.dtype);
    try {
        return run(device);
    } catch (const std::exception& error) {
        if (device.place.is_cpu() || !isOutOfMemory(error))
            throw;
    }
    forget();
    releaseGpuMemory();
    const DType dtype = wanted.dtype == DType::F16 ? DType::Auto : wanted.dtype;
    Result result = run(pickDevice("cpu", dtype));
    result.notices.emplace_back(Notice::GpuFull);
    return result;
}

} // namespace enogu
