// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.h"
#include "engine/api/mask.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace enogu::tests {

/// tests/golden/diffusion/pipelines
std::filesystem::path pipelineGoldens();

/// A model of the goldens with its counted weights: the folder NAME (its configurations are copied,
/// weights are written beside them), or for "single" the one file. Returns the path of the model.
std::filesystem::path writeCountedModel(const std::string& name, const std::filesystem::path& to);

/// A safetensors file of counted numbers of unit variance, by name and shape.
void writeCountedNoise(const std::filesystem::path& path,
                       const std::map<std::string, std::vector<std::int64_t>>& shapes);

/// Sets one number of a tensor of a safetensors file to NaN.
void poison(const std::filesystem::path& weights, const std::string& key);

/// The goldens' input: RGB with 8 bits.
Image countedPhoto(Extent extent);
/// The goldens' mask as its grey levels.
Mask countedMask(Extent extent);

/// What a --trace differs in from a golden, one line a tensor; empty when nothing does. Tolerances
/// as tests/golden/diffusion/README.md says, times `slack`.
std::string traceFaults(const std::filesystem::path& trace, const std::filesystem::path& golden,
                        double slack = 1);

} // namespace enogu::tests
