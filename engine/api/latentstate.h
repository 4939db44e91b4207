// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

namespace enogu {

/// Row-major float32.
struct FloatArray
{
    std::vector<std::int64_t> shape;
    std::vector<float> values; ///< empty where there is nothing yet
};

/// All that a run needs to go on from here, bit-exactly on the same device.
struct LatentState
{
    std::int64_t next = 0;            ///< index of the step to come
    double timestep = 0;              ///< of that step, as fed to the network
    FloatArray x;                     ///< [1, C, h, w], at the noise level of that step
    std::vector<FloatArray> memory;   ///< of the sampler
    std::vector<std::uint8_t> random; ///< state of the generator of random numbers
};

using LatentStatePtr = std::shared_ptr<const LatentState>;

} // namespace enogu
