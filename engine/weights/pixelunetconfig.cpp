// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/configreader.h"
#include "engine/weights/networkconfigs.h"
#include "engine/weights/unetsettings.h"

#include <nlohmann/json.hpp>

namespace enogu {

namespace {

using Config = core::UNet2DConfig;

Config::Resampling resamplingOf(const ConfigReader& read, const char* key)
{
    const std::string word = read.word(key, "conv");
    if (word != "conv" && word != "resnet")
        read.refuse(key, "only conv and resnet are known");
    return word == "resnet" ? Config::Resampling::Resnet : Config::Resampling::Conv;
}

std::vector<Config::Level> levelsOf(const ConfigReader& read)
{
    const auto channels = read.numbers("block_out_channels", {224, 448, 672, 896}, kChannels);
    const std::size_t count = channels.size();
    const auto down = downBlocks(
        read, count, {"DownBlock2D", "AttnDownBlock2D", "AttnDownBlock2D", "AttnDownBlock2D"});
    const auto up =
        upBlocks(read, count, {"AttnUpBlock2D", "AttnUpBlock2D", "AttnUpBlock2D", "UpBlock2D"});
    std::vector<Config::Level> levels;
    for (std::size_t i = 0; i < count; ++i) {
        levels.push_back({channels[i], down[i], up[count - 1 - i]});
        if (down[i] == core::UNetBlock::CrossAttention)
            read.refuse("down_block_types", "a network without text has no cross-attention");
        if (up[i] == core::UNetBlock::CrossAttention)
            read.refuse("up_block_types", "a network without text has no cross-attention");
    }
    return levels;
}

/// Width of the heads; null means one head for each level.
std::int64_t headWidthOf(const ConfigReader& read, const nlohmann::json& config)
{
    const auto found = config.find("attention_head_dim");
    if (found != config.end() && found->is_null())
        return 0;
    return read.number("attention_head_dim", 8, kChannels);
}

void readMid(const ConfigReader& read, const nlohmann::json& config, Config& result)
{
    const auto found = config.find("mid_block_type");
    result.mid = found == config.end() || !found->is_null();
    read.allowOnly("mid_block_type", "UNetMidBlock2D");
    result.midAttends = read.flag("add_attention", true);
    result.midScale = read.real("mid_block_scale_factor", 1, 1e-3, 1e3);
    result.midGroups =
        read.number("attn_norm_num_groups", result.timeScaleShift ? 0 : result.groups, kChannels);
    if (result.midGroups > 0 && result.levels.back().channels % result.midGroups != 0)
        read.refuse("attn_norm_num_groups", "it must divide the deepest level's channels");
}

void checkHeads(const ConfigReader& read, const Config& config)
{
    using core::UNetBlock;
    for (std::size_t i = 0; i < config.levels.size(); ++i) {
        const Config::Level& level = config.levels[i];
        const bool mid = config.mid && config.midAttends && i + 1 == config.levels.size();
        const bool attends =
            mid || level.down == UNetBlock::SelfAttention || level.up == UNetBlock::SelfAttention;
        if (attends && config.headWidth > level.channels)
            read.refuse("attention_head_dim", "a head is wider than its level");
    }
}

} // namespace

core::UNet2DConfig pixelUnetConfig(const nlohmann::json& config, const std::string& name)
{
    const ConfigReader read(config, name);
    read.allowOnly("time_embedding_type", "positional");
    read.allowOnly("class_embed_type", nullptr);
    read.allowOnly("num_class_embeds", nullptr);
    Config result;
    result.inChannels = read.number("in_channels", 3, {1, 1024});
    result.outChannels = read.number("out_channels", 3, {1, 1024});
    result.levels = levelsOf(read);
    result.layers = read.number("layers_per_block", 2, kLayers);
    result.headWidth = headWidthOf(read, config);
    result.down = resamplingOf(read, "downsample_type");
    result.up = resamplingOf(read, "upsample_type");
    result.downPadding = read.number("downsample_padding", 1, {0, 1});
    result.groups = read.number("norm_num_groups", 32, kChannels);
    result.eps = read.real("norm_eps", 1e-5, 0, 1);
    result.activation = read.activation("act_fn", core::Activation::Silu);
    result.timeScaleShift = timeScaleShift(read);
    readMid(read, config, result);
    result.centerInput = read.flag("center_input_sample", false);
    result.flipSinToCos = read.flag("flip_sin_to_cos", true);
    result.freqShift = freqShift(read, 0, result.levels.front().channels);
    result.timeWidth = timeWidth(read, result.levels.front().channels);
    for (const Config::Level& level : result.levels)
        checkGroups(read, level.channels, result.groups);
    checkHeads(read, result);
    return result;
}

} // namespace enogu
