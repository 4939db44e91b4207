// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"
#include "engine/api/recipe.h"

#include <c10/core/Device.h>
#include <c10/core/ScalarType.h>

namespace enogu {

/// Where and in which arithmetic a job runs.
struct Device
{
    at::Device place = at::kCPU;
    at::ScalarType dtype = at::kFloat;
    std::string description; ///< for people, e.g. "CPU, bfloat16"
};

/// The processors that jobs may name, the best one first.
std::vector<DeviceInfo> listDevices();

/// Answers "auto" (the best one), "cpu", "cuda" and "cuda:N". The dtype auto is float16 on a GPU,
/// bfloat16 on a CPU that multiplies it itself, float32 elsewhere. Throws Error(EngineUnavailable)
/// for a GPU that is not there, Error(BadArgument) for other words and for float16 on the CPU.
Device pickDevice(const std::string& wanted, DType dtype);

/// Memory of the device that nobody uses, in bytes.
std::uint64_t freeMemoryOf(const Device& device);

/// Memory that can be filled before the system swaps (MemAvailable of /proc/meminfo, and the limit
/// of the process's control group), in bytes.
std::uint64_t freeMemory();

/// Uses every core that the process may use. Call on the engine's thread before the first job.
void useAllCores();

} // namespace enogu
