// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/diffusion/sampler.h"
#include "engine/models/autoencoderkl.h"
#include "engine/models/cliptext.h"
#include "engine/models/unet2dcondition.h"
#include "engine/train/learner.h"

#include <nlohmann/json_fwd.hpp>

namespace enogu::core {

/// config.json of networks as diffusers and transformers read them.
nlohmann::json configOf(const AutoencoderKlConfig& config, std::int64_t side, double scaling);
nlohmann::json configOf(const UNet2DConditionConfig& config, std::int64_t side);
nlohmann::json configOf(const ClipTextConfig& config, std::int64_t begin, std::int64_t end);

/// Writes config.json and the mean weights as float16 safetensors `file` into a folder, which is
/// made if need be; `prefix` stands before every key.
void writePart(const std::filesystem::path& folder, const std::string& file,
               const nlohmann::json& config, const Learner& learner,
               const std::string& prefix = {});
/// scheduler_config.json of a schedule that models are trained on, for DPM-Solver++ 2M with Karras'
/// sigmas.
nlohmann::json schedulerConfigOf(const SamplerConfig& sampler);
/// model_index.json of a pipeline class of diffusers with a CLIP text encoder and a scheduler's
/// class.
nlohmann::json modelIndexOf(const char* pipeline, const std::string& scheduler);
/// Copies the files of a folder into another, over what is there.
void copyFolder(const std::filesystem::path& from, const std::filesystem::path& to);
/// Text that JSON readers and people read.
void writeJson(const std::filesystem::path& file, const nlohmann::json& json);

} // namespace enogu::core
