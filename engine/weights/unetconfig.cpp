// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/configreader.h"
#include "engine/weights/networkconfigs.h"
#include "engine/weights/unetsettings.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace enogu {

namespace {

using Config = core::UNet2DConditionConfig;

/// Settings that add something to the network which is not here.
void refuseUnknownParts(const ConfigReader& read)
{
    for (const char* key : {"class_embed_type", "num_class_embeds", "addition_embed_type",
                            "encoder_hid_dim", "encoder_hid_dim_type"})
        read.allowOnly(key, nullptr);
    for (const char* key : {"dual_cross_attention", "class_embeddings_concat"})
        read.allowOnly(key, false);
    read.allowOnly("time_embedding_type", "positional");
    read.allowOnly("attention_type", "default");
}

Config::Mid midOf(const ConfigReader& read, const nlohmann::json& config)
{
    const auto found = config.find("mid_block_type");
    if (found != config.end() && found->is_null())
        return Config::Mid::None;
    const std::string word = read.word("mid_block_type", "UNetMidBlock2DCrossAttn");
    if (word == "UNetMidBlock2DCrossAttn")
        return Config::Mid::CrossAttention;
    if (word == "UNetMidBlock2D")
        return Config::Mid::Plain;
    read.refuse("mid_block_type",
                "only UNetMidBlock2DCrossAttn, UNetMidBlock2D and null are known");
}

/// Heads of each level; "attention_head_dim" is their count by a misnomer that all models follow.
std::vector<std::int64_t> headsOf(const ConfigReader& read, std::size_t count)
{
    const char* key =
        read.given("num_attention_heads") ? "num_attention_heads" : "attention_head_dim";
    return read.perLevel(key, 8, count, {1, 4096});
}

void readDepths(const ConfigReader& read, std::vector<Config::Level>& levels)
{
    std::vector<std::int64_t> down, up;
    for (const Config::Level& level : levels) {
        down.push_back(level.layers);
        up.push_back(level.layers + 1);
    }
    const char* key = "transformer_layers_per_block";
    const char* reversed = "reverse_transformer_layers_per_block";
    const auto downDepths = read.perLayer(key, down, {0, 64});
    if (!read.given(reversed)) {
        const auto upDepths = read.perLayer(key, up, {0, 64});
        for (std::size_t i = 0; i < levels.size(); ++i)
            levels[i].upDepths = upDepths[i];
    } else {
        const auto upDepths = read.perLayer(reversed, {up.rbegin(), up.rend()}, {0, 64});
        for (std::size_t i = 0; i < levels.size(); ++i)
            levels[i].upDepths = upDepths[levels.size() - 1 - i];
    }
    for (std::size_t i = 0; i < levels.size(); ++i)
        levels[i].downDepths = downDepths[i];
}

std::vector<Config::Level> levelsOf(const ConfigReader& read)
{
    const auto channels = read.numbers("block_out_channels", {320, 640, 1280, 1280}, kChannels);
    const std::size_t count = channels.size();
    const auto down = downBlocks(
        read, count,
        {"CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"});
    const auto up =
        upBlocks(read, count,
                 {"UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"});
    const auto layers = read.perLevel("layers_per_block", 2, count, kLayers);
    const auto heads = headsOf(read, count);
    const auto headWidths = read.perLevel("attention_head_dim", 8, count, {1, 4096});
    const auto textWidths = read.perLevel("cross_attention_dim", 1280, count, {1, 65536});
    const auto onlyCross = read.flagPerLevel("only_cross_attention", count);
    std::vector<Config::Level> levels;
    for (std::size_t i = 0; i < count; ++i)
        levels.push_back({.channels = channels[i],
                          .layers = layers[i],
                          .down = down[i],
                          .up = up[count - 1 - i],
                          .heads = heads[i],
                          .textWidth = textWidths[i],
                          .downHeadWidth = headWidths[i],
                          .upHeadWidth = headWidths[count - 1 - i], // diffusers reads it so
                          .onlyCrossAttention = onlyCross[i]});
    readDepths(read, levels);
    return levels;
}

void checkHeads(const ConfigReader& read, const Config& config)
{
    using core::UNetBlock;
    for (std::size_t i = 0; i < config.levels.size(); ++i) {
        const Config::Level& level = config.levels[i];
        const bool mid = i + 1 == config.levels.size() && config.mid == Config::Mid::CrossAttention;
        const auto has = [&](UNetBlock kind) { return level.down == kind || level.up == kind; };
        if ((mid || has(UNetBlock::CrossAttention)) && level.heads > level.channels)
            read.refuse("attention_head_dim", "a level has more heads than channels");
        if ((level.down == UNetBlock::SelfAttention && level.downHeadWidth > level.channels) ||
            (level.up == UNetBlock::SelfAttention && level.upHeadWidth > level.channels))
            read.refuse("attention_head_dim", "a head is wider than its level");
    }
}

/// Only blocks that resample by residual layers obey "resnet_skip_time_act".
void checkTimeActivation(const ConfigReader& read, const Config& config)
{
    const bool resamples =
        std::any_of(config.levels.begin(), config.levels.end(), [](const Config::Level& level) {
            return level.down == core::UNetBlock::ResnetResampling ||
                   level.up == core::UNetBlock::ResnetResampling;
        });
    if (resamples)
        read.allowOnly("resnet_skip_time_act", false);
}

} // namespace

core::UNet2DConditionConfig unetConfig(const nlohmann::json& config, const std::string& name)
{
    const ConfigReader read(config, name);
    refuseUnknownParts(read);
    Config result;
    result.inChannels = read.number("in_channels", 4, {1, 1024});
    result.outChannels = read.number("out_channels", 4, {1, 1024});
    result.inKernel = kernelOf(read, "conv_in_kernel");
    result.outKernel = kernelOf(read, "conv_out_kernel");
    result.levels = levelsOf(read);
    result.mid = midOf(read, config);
    const auto& depths = result.levels.back().downDepths;
    result.midDepth = depths.empty() ? 1 : depths.front();
    result.midScale = read.real("mid_block_scale_factor", 1, 1e-3, 1e3);
    result.resnetScale = read.real("resnet_out_scale_factor", 1, 1e-3, 1e3);
    result.linearProjection = read.flag("use_linear_projection", false);
    result.groups = read.number("norm_num_groups", 32, kChannels);
    result.eps = read.real("norm_eps", 1e-5, 0, 1);
    result.activation = read.activation("act_fn", core::Activation::Silu);
    result.timeScaleShift = timeScaleShift(read);
    result.downPadding = read.number("downsample_padding", 1, {0, 1});
    result.centerInput = read.flag("center_input_sample", false);
    result.flipSinToCos = read.flag("flip_sin_to_cos", true);
    result.freqShift = freqShift(read, 0, result.levels.front().channels);
    result.timeWidth = timeWidth(read, result.levels.front().channels);
    result.guidanceWidth = read.number("time_cond_proj_dim", 0, {1, 65536});
    if (read.given("timestep_post_act"))
        result.timeLast = read.activation("timestep_post_act", core::Activation::Silu);
    if (read.given("time_embedding_act_fn"))
        result.timeForBlocks = read.activation("time_embedding_act_fn", core::Activation::Silu);
    for (const Config::Level& level : result.levels)
        checkGroups(read, level.channels, result.groups);
    checkHeads(read, result);
    checkTimeActivation(read, result);
    return result;
}

} // namespace enogu
