// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/weights/parttensors.h"

#include <nlohmann/json.hpp>

namespace enogu {

/// The config.json that a network of a single file would have: the shapes say most, Stable
/// Diffusion's published settings the rest (8 heads, or 64-wide ones where projections are linear;
/// 32 groups; 64-wide heads in the text encoder). Tensors are by diffusers' keys. Each throws
/// Error(BadModelFile).
nlohmann::json unetConfigOf(const PartTensors& tensors);
nlohmann::json vaeConfigOf(const PartTensors& tensors);
nlohmann::json textConfigOf(const PartTensors& tensors, const char* activation);

/// Stable Diffusion 1.5's scheduler_config.json.
nlohmann::json publishedScheduler(const std::string& predictionType);

} // namespace enogu
