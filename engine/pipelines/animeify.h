// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/models/generator.h"

#include <functional>

namespace enogu {

/// What a run of a generator may use and whom it tells.
struct GeneratorRun
{
    at::ScalarType dtype = at::kFloat;
    at::Device device = at::kCPU;
    double freeBytes = 0;                ///< memory of the device that may be filled
    bool mayReduceMemory = true;         ///< may take norm statistics from a reduced picture
    double largestTile = 4e6;            ///< pixels of a tile's input, for networks without norms
    std::function<void()> checkpoint;    ///< called between blocks; throws to cancel
    std::function<void(double)> advance; ///< share of the whole run, strictly increasing to 1
    /// A finished part of the picture [1, 3, h, w] and its place; called once for each tile.
    std::function<void(const at::Tensor&, std::int64_t x, std::int64_t y)> painted;
};

struct GeneratorResult
{
    at::Tensor picture; ///< [1, 3, H, W] float32, about [−1, 1], all finite
    bool reducedStatistics = false;
    std::size_t tiles = 1;
};

/// Runs the network over a photo [1, 3, H, W] float32 in [−1, 1] of any size: mirror-extended to
/// the network's multiple, whole where memory allows, else in overlapping tiles (with the norm
/// statistics of a reduced picture where the network has norms), cropped back. Throws
/// Error(NonFinite) naming `network`, Error(OutOfMemory), and whatever checkpoint throws. Call
/// inside at::InferenceMode.
GeneratorResult runGenerator(const core::Generator& generator, const at::Tensor& photo,
                             const GeneratorRun& how, const std::string& network);

} // namespace enogu
