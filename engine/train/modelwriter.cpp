// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/modelwriter.h"

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

namespace enogu::core {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const char* nameOf(UNetBlock block, bool up)
{
    if (block == UNetBlock::CrossAttention)
        return up ? "CrossAttnUpBlock2D" : "CrossAttnDownBlock2D";
    return up ? "UpBlock2D" : "DownBlock2D";
}

} // namespace

json configOf(const AutoencoderKlConfig& config, std::int64_t side, double scaling)
{
    const std::size_t levels = config.channels.size();
    return {{"_class_name", "AutoencoderKL"},
            {"act_fn", "silu"},
            {"block_out_channels", config.channels},
            {"down_block_types", std::vector<std::string>(levels, "DownEncoderBlock2D")},
            {"up_block_types", std::vector<std::string>(levels, "UpDecoderBlock2D")},
            {"in_channels", config.inChannels},
            {"out_channels", config.outChannels},
            {"latent_channels", config.latentChannels},
            {"layers_per_block", config.layers},
            {"norm_num_groups", config.groups},
            {"mid_block_add_attention", config.midAttends},
            {"sample_size", side},
            {"scaling_factor", scaling}};
}

json configOf(const UNet2DConditionConfig& config, std::int64_t side)
{
    json channels = json::array(), heads = json::array(), down = json::array(), up = json::array();
    for (const auto& level : config.levels) {
        channels.push_back(level.channels);
        heads.push_back(level.heads);
        down.push_back(nameOf(level.down, false));
        up.insert(up.begin(), nameOf(level.up, true));
    }
    return {{"_class_name", "UNet2DConditionModel"},
            {"act_fn", "silu"},
            {"attention_head_dim", heads},
            {"block_out_channels", channels},
            {"cross_attention_dim", config.levels.front().textWidth},
            {"down_block_types", down},
            {"up_block_types", up},
            {"in_channels", config.inChannels},
            {"out_channels", config.outChannels},
            {"layers_per_block", config.levels.front().layers},
            {"norm_num_groups", config.groups},
            {"norm_eps", config.eps},
            {"flip_sin_to_cos", config.flipSinToCos},
            {"freq_shift", config.freqShift},
            {"sample_size", side}};
}

json configOf(const ClipTextConfig& config, std::int64_t begin, std::int64_t end)
{
    return {{"architectures", {"CLIPTextModel"}},
            {"model_type", "clip_text_model"},
            {"vocab_size", config.vocabulary},
            {"max_position_embeddings", config.positions},
            {"hidden_size", config.width},
            {"projection_dim", config.width},
            {"intermediate_size", config.innerWidth},
            {"num_hidden_layers", config.layers},
            {"num_attention_heads", config.heads},
            {"hidden_act", "quick_gelu"},
            {"layer_norm_eps", config.eps},
            {"bos_token_id", begin},
            {"eos_token_id", end},
            {"pad_token_id", end}};
}

json schedulerConfigOf(const SamplerConfig& sampler)
{
    const bool scaled = sampler.schedule.betas == BetaSchedule::ScaledLinear;
    return {{"_class_name", "DPMSolverMultistepScheduler"},
            {"algorithm_type", "dpmsolver++"},
            {"solver_order", 2},
            {"use_karras_sigmas", true},
            {"beta_start", sampler.schedule.betaStart},
            {"beta_end", sampler.schedule.betaEnd},
            {"beta_schedule", scaled ? "scaled_linear" : "linear"},
            {"num_train_timesteps", sampler.schedule.trainSteps},
            {"prediction_type", sampler.prediction == Prediction::V ? "v_prediction" : "epsilon"}};
}

json modelIndexOf(const char* pipeline, const std::string& scheduler)
{
    return {{"_class_name", pipeline},
            {"feature_extractor", {nullptr, nullptr}},
            {"image_encoder", {nullptr, nullptr}},
            {"safety_checker", {nullptr, nullptr}},
            {"requires_safety_checker", false},
            {"scheduler", {"diffusers", scheduler}},
            {"text_encoder", {"transformers", "CLIPTextModel"}},
            {"tokenizer", {"transformers", "CLIPTokenizer"}},
            {"unet", {"diffusers", "UNet2DConditionModel"}},
            {"vae", {"diffusers", "AutoencoderKL"}}};
}

void copyFolder(const fs::path& from, const fs::path& to)
{
    fs::create_directories(to);
    if (!fs::equivalent(from, to))
        fs::copy(from, to, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
}

void writeJson(const std::filesystem::path& file, const json& object)
{
    std::filesystem::create_directories(file.parent_path());
    saveAtomically(file, object.dump(2) + "\n");
}

void writePart(const std::filesystem::path& folder, const std::string& file, const json& config,
               const Learner& learner, const std::string& prefix)
{
    writeJson(folder / "config.json", config);
    Snapshot model;
    const auto& names = learner.weights.names();
    for (std::size_t i = 0; i < names.size(); ++i)
        model.tensors[prefix + names[i]] = learner.optimizer.mean[i].to(at::kHalf);
    model.words = {{"format", "pt"}};
    saveSnapshot(folder / file, model);
}

} // namespace enogu::core
