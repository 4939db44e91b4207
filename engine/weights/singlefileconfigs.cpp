// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/singlefileconfigs.h"

#include "engine/formats/bytes.h"

#include <algorithm>

namespace enogu {

namespace {

using Json = nlohmann::json;

constexpr std::int64_t kMostLevels = 16;
constexpr std::int64_t kMostLayers = 200;

/// How many of a numbered key there are, from 0 on.
std::int64_t countOf(const PartTensors& tensors, const std::string& before, const char* behind,
                     std::int64_t most)
{
    std::int64_t count = 0;
    while (count < most && tensors.find(before + std::to_string(count) + behind))
        ++count;
    return count;
}

/// The transformers of one block.
struct Attention
{
    std::int64_t depth = 0; ///< 0: none
    std::int64_t textWidth = 0;
    bool linear = false;
};

Attention attentionOf(const PartTensors& tensors, const std::string& block)
{
    Attention found;
    const std::string place = block + "attentions.0.";
    found.depth =
        countOf(tensors, place + "transformer_blocks.", ".attn2.to_k.weight", kMostLayers);
    if (found.depth == 0)
        return found;
    found.textWidth = tensors.shape(place + "transformer_blocks.0.attn2.to_k.weight", 2)[1];
    const TensorView* projection = tensors.find(place + "proj_in.weight");
    found.linear = projection && projection->shape.size() == 2;
    return found;
}

std::string level(const char* side, std::int64_t index)
{
    return side + ("_blocks." + std::to_string(index)) + ".";
}

void describeUnetLevels(const PartTensors& tensors, Json& config)
{
    const std::int64_t levels =
        countOf(tensors, "down_blocks.", ".resnets.0.conv1.weight", kMostLevels);
    for (std::int64_t i = 0; i < levels; ++i) {
        const std::string down = level("down", i);
        const std::int64_t channels = tensors.shape(down + "resnets.0.conv1.weight", 4)[0];
        const Attention attention = attentionOf(tensors, down);
        config["block_out_channels"].push_back(channels);
        config["layers_per_block"].push_back(
            countOf(tensors, down + "resnets.", ".conv1.weight", kMostLayers));
        config["transformer_layers_per_block"].push_back(
            std::max<std::int64_t>(attention.depth, 1));
        config["down_block_types"].push_back(attention.depth ? "CrossAttnDownBlock2D"
                                                             : "DownBlock2D");
        config["up_block_types"].push_back(
            attentionOf(tensors, level("up", i)).depth ? "CrossAttnUpBlock2D" : "UpBlock2D");
    }
    if (levels == 0)
        refuse(tensors.name(), "its UNet has no blocks", "get a complete copy of the model");
}

/// The first attention that there is: all of a model project alike and read the same text.
Attention anyAttention(const PartTensors& tensors)
{
    Attention found = attentionOf(tensors, "mid_block.");
    for (std::int64_t i = 0; found.depth == 0 && i < kMostLevels; ++i)
        found = attentionOf(tensors, level("down", i));
    for (std::int64_t i = 0; found.depth == 0 && i < kMostLevels; ++i)
        found = attentionOf(tensors, level("up", i));
    return found;
}

} // namespace

Json unetConfigOf(const PartTensors& tensors)
{
    const Attention middle = attentionOf(tensors, "mid_block.");
    const Attention any = anyAttention(tensors);
    if (any.depth == 0)
        refuse(tensors.name(), "its UNet reads no text", "get a Stable Diffusion 1 or 2 model");
    Json config = {{"_class_name", "UNet2DConditionModel"},
                   {"sample_size", 64},
                   {"in_channels", tensors.shape("conv_in.weight", 4)[1]},
                   {"out_channels", tensors.shape("conv_out.weight", 4)[0]},
                   {"mid_block_type", middle.depth ? "UNetMidBlock2DCrossAttn" : "UNetMidBlock2D"},
                   {"cross_attention_dim", any.textWidth},
                   {"use_linear_projection", any.linear}};
    describeUnetLevels(tensors, config);
    config["attention_head_dim"] = 8; // a number of heads, in spite of its name
    if (any.linear) {
        config["attention_head_dim"] = Json::array();
        for (const Json& channels : config["block_out_channels"])
            config["attention_head_dim"].push_back(
                std::max<std::int64_t>(channels.get<std::int64_t>() / 64, 1));
    }
    return config;
}

Json vaeConfigOf(const PartTensors& tensors)
{
    const std::int64_t levels =
        countOf(tensors, "encoder.down_blocks.", ".resnets.0.conv1.weight", kMostLevels);
    if (levels == 0)
        refuse(tensors.name(), "its autoencoder has no blocks", "get a complete copy of the model");
    Json config = {{"_class_name", "AutoencoderKL"},
                   {"in_channels", tensors.shape("encoder.conv_in.weight", 4)[1]},
                   {"out_channels", tensors.shape("decoder.conv_out.weight", 4)[0]},
                   {"latent_channels", tensors.shape("decoder.conv_in.weight", 4)[1]},
                   {"layers_per_block", countOf(tensors, "encoder.down_blocks.0.resnets.",
                                                ".conv1.weight", kMostLayers)},
                   {"norm_num_groups", 32},
                   {"sample_size", 512},
                   {"scaling_factor", 0.18215}};
    for (std::int64_t i = 0; i < levels; ++i) {
        const std::string first = "encoder." + level("down", i) + "resnets.0.conv1.weight";
        config["block_out_channels"].push_back(tensors.shape(first, 4)[0]);
        config["down_block_types"].push_back("DownEncoderBlock2D");
        config["up_block_types"].push_back("UpDecoderBlock2D");
    }
    return config;
}

Json textConfigOf(const PartTensors& tensors, const char* activation)
{
    const auto words = tensors.shape("embeddings.token_embedding.weight", 2);
    const auto places = tensors.shape("embeddings.position_embedding.weight", 2);
    const std::int64_t width = words[1];
    return {
        {"architectures", {"CLIPTextModel"}},
        {"vocab_size", words[0]},
        {"hidden_size", width},
        {"intermediate_size", tensors.shape("encoder.layers.0.mlp.fc1.weight", 2)[0]},
        {"max_position_embeddings", places[0]},
        {"num_hidden_layers", countOf(tensors, "encoder.layers.", ".mlp.fc1.weight", kMostLayers)},
        {"num_attention_heads", std::max<std::int64_t>(width / 64, 1)},
        {"hidden_act", activation},
        {"layer_norm_eps", 1e-5}};
}

Json publishedScheduler(const std::string& predictionType)
{
    return {{"_class_name", "PNDMScheduler"},
            {"beta_start", 0.00085},
            {"beta_end", 0.012},
            {"beta_schedule", "scaled_linear"},
            {"num_train_timesteps", 1000},
            {"set_alpha_to_one", false},
            {"skip_prk_steps", true},
            {"steps_offset", 1},
            {"clip_sample", false},
            {"prediction_type", predictionType}};
}

} // namespace enogu
