// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/models/lpips.h"

#include <filesystem>

namespace enogu::core {

/// A network of features that a file holds under torchvision's keys, and where its weights are.
struct FeatureFile
{
    VggConfig config;
    TensorSource weights;
};

/// safetensors or .pth of torchvision's VGG-16, or of `enogu train lpips`. What the network is, the
/// keys and shapes tell. Throws Error: MissingFile, BadModelFile.
FeatureFile readFeatures(const std::filesystem::path& file);

/// The same with the distance's own weights, as `enogu train lpips` writes it. Throws likewise.
Lpips readLpips(const std::filesystem::path& file, at::ScalarType dtype);

} // namespace enogu::core
