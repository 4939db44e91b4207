// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/nn/layers.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace enogu::tests {

/// The counted weights of tests/golden/README.md, by name and shape.
at::Tensor counted(const std::string& name, const std::vector<std::int64_t>& shape);
/// counted() as the source of a network; `rename` maps a key to the name that it is counted under.
core::TensorSource countedSource(const std::map<std::string, std::string>& rename = {});
/// The counted picture [1, 3, height, width].
at::Tensor countedPicture(std::int64_t height, std::int64_t width, double scale = 1);
/// The counted input of a diffusion golden: scale · (2u − 1); without a scale its variance is 1.
at::Tensor countedInput(const std::string& name, const std::vector<std::int64_t>& shape,
                        double scale = 1.7320508075688772);
/// Counted whole numbers below `below`, int64.
at::Tensor countedWhole(const std::string& name, const std::vector<std::int64_t>& shape,
                        std::int64_t below);
/// A float32 .npy file, row-major.
at::Tensor readNpy(const std::filesystem::path& path);

/// Largest |a − b| over the larger of 1 and |b|.
double largestError(const at::Tensor& a, const at::Tensor& b);

} // namespace enogu::tests
