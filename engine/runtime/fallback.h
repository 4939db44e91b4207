// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/job.h"
#include "engine/runtime/device.h"

#include <functional>
#include <string>

namespace enogu {

/// What a job asks of the device, in its own words.
struct WantedDevice
{
    std::string id;
    DType dtype;
};

/// Runs on the device that is asked for; where a GPU's memory runs out, lets `forget` drop what
/// lies there, runs once more on the CPU and says so in a notice. Throws as pickDevice and `run`
/// do.
Result runOrFallBack(const WantedDevice& wanted, const std::function<Result(const Device&)>& run,
                     const std::function<void()>& forget);

} // namespace enogu
