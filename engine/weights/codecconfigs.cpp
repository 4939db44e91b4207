// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/configreader.h"
#include "engine/weights/networkconfigs.h"
#include "engine/weights/unetsettings.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace enogu {

namespace {

void allowBlocks(const ConfigReader& read, const char* key, const std::string& only,
                 std::size_t count)
{
    const auto names = read.words(key, std::vector<std::string>(1, only));
    if (std::any_of(names.begin(), names.end(), [&](const auto& name) { return name != only; }))
        read.refuse(key, "only " + only + " is supported");
    if (names.size() != count)
        read.refuse(key, "it must name as many blocks as \"block_out_channels\" has numbers");
}

} // namespace

core::AutoencoderKlConfig vaeConfig(const nlohmann::json& config, const std::string& name)
{
    const ConfigReader read(config, name);
    core::AutoencoderKlConfig result;
    result.inChannels = read.number("in_channels", 3, {1, 1024});
    result.outChannels = read.number("out_channels", 3, {1, 1024});
    result.latentChannels = read.number("latent_channels", 4, {1, 1024});
    result.channels = read.numbers("block_out_channels", {64}, kChannels);
    allowBlocks(read, "down_block_types", "DownEncoderBlock2D", result.channels.size());
    allowBlocks(read, "up_block_types", "UpDecoderBlock2D", result.channels.size());
    result.layers = read.number("layers_per_block", 1, kLayers);
    result.groups = read.number("norm_num_groups", 32, kChannels);
    result.activation = read.activation("act_fn", core::Activation::Silu);
    result.quantConv = read.flag("use_quant_conv", true);
    result.postQuantConv = read.flag("use_post_quant_conv", true);
    result.midAttends = read.flag("mid_block_add_attention", true);
    for (const std::int64_t channels : result.channels)
        checkGroups(read, channels, result.groups);
    return result;
}

core::TinyAutoencoderConfig tinyVaeConfig(const nlohmann::json& config, const std::string& name)
{
    const ConfigReader read(config, name);
    read.allowOnly("upsample_fn", "nearest");
    core::TinyAutoencoderConfig result;
    result.inChannels = read.number("in_channels", 3, {1, 1024});
    result.outChannels = read.number("out_channels", 3, {1, 1024});
    result.latentChannels = read.number("latent_channels", 4, {1, 1024});
    result.encoderChannels =
        read.numbers("encoder_block_out_channels", result.encoderChannels, kChannels);
    result.encoderBlocks = read.numbers("num_encoder_blocks", result.encoderBlocks, {0, 64});
    result.decoderChannels =
        read.numbers("decoder_block_out_channels", result.decoderChannels, kChannels);
    result.decoderBlocks = read.numbers("num_decoder_blocks", result.decoderBlocks, {0, 64});
    result.upFactor = read.number("upsampling_scaling_factor", 2, {1, 16});
    result.activation = read.activation("act_fn", core::Activation::Relu);
    const auto check = [&](const char* key, const std::vector<std::int64_t>& channels,
                           std::size_t blocks) {
        if (channels.size() != blocks ||
            std::any_of(channels.begin(), channels.end(),
                        [&](std::int64_t one) { return one != channels.front(); }))
            read.refuse(key, "it must name one width for every number of blocks");
    };
    check("encoder_block_out_channels", result.encoderChannels, result.encoderBlocks.size());
    check("decoder_block_out_channels", result.decoderChannels, result.decoderBlocks.size());
    return result;
}

core::ClipTextConfig clipTextConfig(const nlohmann::json& config, const std::string& name)
{
    const ConfigReader read(config, name);
    core::ClipTextConfig result;
    result.vocabulary = read.number("vocab_size", 49408, {1, 4'000'000});
    result.positions = read.number("max_position_embeddings", 77, {1, 65536});
    result.width = read.number("hidden_size", 512, {1, 32768});
    result.innerWidth = read.number("intermediate_size", 2048, {1, 131072});
    result.layers = read.number("num_hidden_layers", 12, {1, 256});
    result.heads = read.number("num_attention_heads", 8, {1, 4096});
    result.activation = read.activation("hidden_act", core::Activation::QuickGelu);
    result.eps = read.real("layer_norm_eps", 1e-5, 0, 1);
    if (result.width % result.heads != 0)
        read.refuse("num_attention_heads", "it must divide \"hidden_size\"");
    return result;
}

} // namespace enogu
