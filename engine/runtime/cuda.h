// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace enogu {

/// The GPUs that LibTorch can compute on.
struct Gpus
{
    std::vector<std::string> names; ///< by index, as the driver gives them
    std::string whyNone;            ///< where names is empty: the reason and the remedy, a clause
};

/// Asks the NVIDIA driver, and opens LibTorch's CUDA half where it answers (seconds, once). The
/// first call must come before anything else asks LibTorch whether CUDA exists: it keeps its first
/// answer. Any thread.
const Gpus& gpus();

/// Memory of a GPU of gpus() that nobody uses, in bytes.
std::uint64_t freeGpuMemory(int index);

/// Gives memory that LibTorch holds back on the GPUs to the driver.
void releaseGpuMemory();

} // namespace enogu
