// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/diffusioncases.h"

#include "engine/models/cliplayer.h"
#include "engine/models/unetblocks.h"
#include "engine/nn/layout.h"
#include "engine/weights/networkconfigs.h"
#include "tests/models/counted.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>

namespace enogu::tests {

namespace {

using nlohmann::json;
using Shape = std::vector<std::int64_t>;

const std::filesystem::path kFolder =
    std::filesystem::path(ENOGU_SOURCE_DIR) / "tests/golden/diffusion/networks";

/// A golden's inputs and what builds its network.
struct Setting
{
    const json& inputs;
    const json& config;
    core::Parameters parameters;
    std::string call;

    bool has(const char* name) const { return inputs.contains(name) && !inputs[name].is_null(); }
    at::Tensor input(const char* name) const { return made(name, inputs.at(name)); }
    std::vector<at::Tensor> inputList(const char* name) const
    {
        std::vector<at::Tensor> list;
        for (std::size_t i = 0; i < inputs.at(name).size(); ++i)
            list.push_back(made(name + ('.' + std::to_string(i)), inputs[name][i]));
        return list;
    }
    std::int64_t number(const char* key) const { return config.at(key).get<std::int64_t>(); }
    std::int64_t number(const char* key, std::int64_t absent) const
    {
        return config.contains(key) && !config[key].is_null() ? number(key) : absent;
    }
    bool flag(const char* key) const { return config.value(key, false); }
    bool is(const char* key, const char* word) const { return config.value(key, "") == word; }

private:
    static at::Tensor made(const std::string& name, const json& shape)
    {
        if (shape.is_array())
            return countedInput(name, shape.get<Shape>());
        const auto sides = shape.at("shape").get<Shape>();
        if (shape.contains("below"))
            return countedWhole(name, sides, shape["below"].get<std::int64_t>());
        return countedInput(name, sides, shape.at("scale").get<double>());
    }
};

at::Tensor runUnet(const Setting& s)
{
    const core::UNet2DCondition unet(unetConfig(s.config, "unet"), s.parameters);
    const at::Tensor guidance = s.has("timestep_cond") ? s.input("timestep_cond") : at::Tensor();
    return unet.forward(s.input("sample"), s.inputs["timestep"].get<double>(),
                        unet.context(s.input("encoder_hidden_states")), guidance);
}

at::Tensor runPixels(const Setting& s)
{
    const core::UNet2D unet(pixelUnetConfig(s.config, "unet"), s.parameters);
    return unet.forward(s.input("sample"), s.inputs["timestep"].get<double>());
}

at::Tensor runAutoencoder(const Setting& s)
{
    const core::AutoencoderKl vae(vaeConfig(s.config, "vae"), s.parameters);
    if (s.call == "decode")
        return vae.decode(s.input("z"));
    const auto posterior = vae.encode(s.input("x"));
    return at::cat({posterior.mean, 2 * at::log(posterior.std)}, 1);
}

at::Tensor runTiny(const Setting& s)
{
    const core::TinyAutoencoder vae(tinyVaeConfig(s.config, "vae"), s.parameters);
    return s.call == "decode" ? vae.decode(s.input("z")) : vae.encode(s.input("x"));
}

at::Tensor runText(const Setting& s)
{
    return core::ClipText(clipTextConfig(s.config, "text"), s.parameters)
        .forward(s.input("input_ids"));
}

at::Tensor runTextLayer(const Setting& s)
{
    const core::ClipLayer layer(clipTextConfig(s.config, "text"), s.parameters);
    return layer(s.input("hidden_states").to(s.parameters.dtype()));
}

core::ResnetSettings resnetOf(const Setting& s, const std::string& prefix)
{
    return {.timeWidth = s.number("temb_channels", 0),
            .groups = s.number((prefix + "groups").c_str()),
            .eps = s.config.at(prefix + "eps").get<double>(),
            .timeScaleShift = s.is("time_embedding_norm", "scale_shift")};
}

at::Tensor timeOf(const Setting& s)
{
    return s.has("temb") ? at::silu(s.input("temb")).to(s.parameters.dtype()) : at::Tensor();
}

at::Tensor picture(const Setting& s, const char* name)
{
    return core::inLayout(s.input(name).to(s.parameters.dtype()));
}

at::Tensor runResnet(const Setting& s)
{
    const std::int64_t in = s.number("in_channels");
    const core::ResnetBlock block(s.parameters, in, s.number("out_channels", in), resnetOf(s, ""));
    return block(picture(s, "input_tensor"), timeOf(s));
}

core::TransformerShape transformerOf(const Setting& s, std::int64_t channels)
{
    const std::int64_t heads = s.number("num_attention_heads");
    return {.channels = channels,
            .heads = heads,
            .headWidth = s.number("attention_head_dim", channels / heads),
            .textWidth = s.number("cross_attention_dim"),
            .depth = s.number("num_layers", 1),
            .groups = s.number("norm_num_groups", 8),
            .linearProjection = s.flag("use_linear_projection"),
            .onlyCrossAttention = s.flag("only_cross_attention")};
}

at::Tensor runTransformer(const Setting& s)
{
    const core::Transformer2D transformer(s.parameters, transformerOf(s, s.number("in_channels")));
    core::TextContext context;
    transformer.read(s.input("encoder_hidden_states").to(s.parameters.dtype()), context);
    core::TextReader reader{&context};
    return transformer(picture(s, "hidden_states"), reader);
}

/// A block of a UNet or an autoencoder as its arguments describe it.
core::BlockPlan planOf(const Setting& s, std::int64_t layers)
{
    const std::int64_t in = s.number("in_channels");
    core::BlockPlan plan{.in = in, .out = s.number("out_channels", in), .layers = layers};
    plan.resnet = resnetOf(s, "resnet_");
    plan.resampling = core::BlockPlan::Resampling::Conv;
    if (s.config.contains("downsample_padding") && s.number("downsample_padding") == 0)
        plan.downPad = core::Conv2d::Pad::RightBottom;
    if (s.config.contains("num_attention_heads")) {
        plan.attention.kind = core::AttentionPlan::Kind::Text;
        plan.attention.text = transformerOf(s, plan.out);
        plan.attention.depths.assign(std::size_t(layers), 1);
    }
    return plan;
}

template <typename Block>
at::Tensor runBlock(const Setting& s, const core::BlockPlan& plan,
                    std::vector<at::Tensor>* skips = nullptr)
{
    const Block block(s.parameters, plan);
    core::TextContext context;
    if (s.has("encoder_hidden_states"))
        block.read(s.input("encoder_hidden_states").to(s.parameters.dtype()), context);
    const core::Checkpoint checkpoint;
    core::Pass pass{timeOf(s), {&context}, checkpoint};
    if constexpr (std::is_same_v<Block, core::MidBlock>)
        return block(picture(s, "hidden_states"), pass);
    else
        return block(picture(s, "hidden_states"), pass, skips);
}

at::Tensor runDown(const Setting& s)
{
    return runBlock<core::DownBlock>(s, planOf(s, s.number("num_layers")));
}

at::Tensor runUp(const Setting& s)
{
    core::BlockPlan plan = planOf(s, s.number("num_layers"));
    if (!s.has("res_hidden_states_tuple"))
        return runBlock<core::UpBlock>(s, plan);
    std::vector<at::Tensor> skips;
    if (s.has("upsample_size")) {
        const auto size = s.inputs["upsample_size"].get<Shape>();
        skips.push_back(at::empty({1, 1, size[0], size[1]}));
    }
    for (const at::Tensor& skip : s.inputList("res_hidden_states_tuple"))
        skips.push_back(skip.to(s.parameters.dtype()));
    for (std::int64_t i = 0; i < plan.layers; ++i)
        plan.skips.push_back(skips[skips.size() - 1 - std::size_t(i)].size(1));
    plan.in = s.number("prev_output_channel");
    return runBlock<core::UpBlock>(s, plan, &skips);
}

at::Tensor runMid(const Setting& s)
{
    core::BlockPlan plan = planOf(s, 2);
    plan.resampling = core::BlockPlan::Resampling::None;
    plan.attention.depths.assign(1, 1);
    if (s.config.contains("attention_head_dim")) {
        plan.attention.kind = core::AttentionPlan::Kind::Self;
        const std::int64_t width = s.number("attention_head_dim");
        plan.attention.self = {.channels = plan.out,
                               .heads = plan.out / width,
                               .headWidth = width,
                               .groups = plan.resnet.groups,
                               .eps = plan.resnet.eps};
    }
    return runBlock<core::MidBlock>(s, plan);
}

const std::map<std::string, std::function<at::Tensor(const Setting&)>> kRunners{
    {"UNet2DConditionModel", runUnet}, {"UNet2DModel", runPixels},
    {"AutoencoderKL", runAutoencoder}, {"AutoencoderTiny", runTiny},
    {"CLIPTextModel", runText},        {"CLIPEncoderLayer", runTextLayer},
    {"ResnetBlock2D", runResnet},      {"Transformer2DModel", runTransformer},
    {"DownBlock2D", runDown},          {"CrossAttnDownBlock2D", runDown},
    {"DownEncoderBlock2D", runDown},   {"UpBlock2D", runUp},
    {"CrossAttnUpBlock2D", runUp},     {"UpDecoderBlock2D", runUp},
    {"UNetMidBlock2D", runMid},        {"UNetMidBlock2DCrossAttn", runMid},
};

} // namespace

DiffusionCase DiffusionCase::read(const std::string& name)
{
    std::ifstream file(kFolder / (name + ".json"));
    return {json::parse(file), readNpy(kFolder / (name + ".npy"))};
}

std::vector<std::string> DiffusionCase::names()
{
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(kFolder))
        if (entry.path().extension() == ".npy")
            names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

at::Tensor DiffusionCase::run(at::ScalarType dtype) const
{
    const Setting setting{description.at("inputs"), description.at("config"),
                          core::Parameters(countedSource(), dtype),
                          description.at("call").get<std::string>()};
    const at::Tensor result = kRunners.at(description.at("class").get<std::string>())(setting);
    return result.to(at::kFloat).contiguous();
}

} // namespace enogu::tests
