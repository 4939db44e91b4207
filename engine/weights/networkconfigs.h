// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/models/autoencoderkl.h"
#include "engine/models/cliptext.h"
#include "engine/models/taesd.h"
#include "engine/models/unet2d.h"
#include "engine/models/unet2dcondition.h"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace enogu {

/// The config.json of a network as diffusers or transformers write it, absent keys at their
/// defaults. `name` is the file's name for people. Each throws Error(BadModelFile) with a sentence
/// that names the file and the key for values that are absurd, contradict each other, or ask for
/// something that the network here does not do.
core::UNet2DConditionConfig unetConfig(const nlohmann::json& config, const std::string& name);
core::UNet2DConfig pixelUnetConfig(const nlohmann::json& config, const std::string& name);
core::AutoencoderKlConfig vaeConfig(const nlohmann::json& config, const std::string& name);
core::TinyAutoencoderConfig tinyVaeConfig(const nlohmann::json& config, const std::string& name);
core::ClipTextConfig clipTextConfig(const nlohmann::json& config, const std::string& name);

} // namespace enogu
