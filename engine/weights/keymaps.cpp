// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/keymaps.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

namespace enogu {

namespace {

using Renames = std::vector<std::pair<std::string_view, std::string_view>>;

/// A key cut at its dots, read from the left.
class Parts
{
public:
    explicit Parts(std::string_view key) : m_rest(key) {}

    bool take(std::string_view part)
    {
        if (!m_rest.starts_with(part) ||
            (m_rest.size() > part.size() && m_rest[part.size()] != '.'))
            return false;
        m_rest.remove_prefix(std::min(part.size() + 1, m_rest.size()));
        return true;
    }

    std::optional<std::int64_t> takeNumber()
    {
        std::int64_t number = 0;
        const char* end = m_rest.data() + m_rest.size();
        const auto [stop, fault] = std::from_chars(m_rest.data(), end, number);
        if (fault != std::errc() || stop == end || *stop != '.' || number < 0 || number > 999)
            return std::nullopt;
        m_rest.remove_prefix(std::size_t(stop - m_rest.data()) + 1);
        return number;
    }

    std::string_view rest() const { return m_rest; }

    /// The rest with its beginning renamed by the first row that fits; nothing where none does.
    std::optional<std::string> renamed(const Renames& renames) const
    {
        for (const auto& [from, to] : renames) {
            Parts parts = *this;
            if (parts.take(from))
                return std::string(to) + "." + std::string(parts.rest());
        }
        return std::nullopt;
    }

private:
    std::string_view m_rest;
};

std::string number(std::int64_t value)
{
    return std::to_string(value);
}

std::optional<std::string> behind(const std::string& prefix, const std::optional<std::string>& rest)
{
    return rest ? std::optional(prefix + *rest) : std::nullopt;
}

const Renames& unetResnet()
{
    static const Renames renames = {
        {"in_layers.0", "norm1"},  {"in_layers.2", "conv1"},  {"emb_layers.1", "time_emb_proj"},
        {"out_layers.0", "norm2"}, {"out_layers.3", "conv2"}, {"skip_connection", "conv_shortcut"}};
    return renames;
}

/// A layer of a block: .0 is its resnet, .1 its transformer.
std::optional<std::string> unetLayer(const std::string& block, std::int64_t layer, Parts parts)
{
    if (parts.take("0"))
        return behind(block + "resnets." + number(layer) + ".", parts.renamed(unetResnet()));
    if (parts.take("1"))
        return block + "attentions." + number(layer) + "." + std::string(parts.rest());
    return std::nullopt;
}

std::optional<std::string> unetDown(Parts parts, std::int64_t layers)
{
    const auto i = parts.takeNumber();
    if (!i)
        return std::nullopt;
    if (*i == 0)
        return parts.renamed({{"0", "conv_in"}});
    const std::int64_t level = (*i - 1) / (layers + 1);
    const std::string block = "down_blocks." + number(level) + ".";
    if (auto sampler = parts.renamed({{"0.op", "downsamplers.0.conv"}}))
        return block + *sampler;
    return unetLayer(block, (*i - 1) % (layers + 1), parts);
}

std::optional<std::string> unetMiddle(Parts parts)
{
    const auto i = parts.takeNumber();
    if (!i || *i > 2)
        return std::nullopt;
    if (const auto resnet = parts.renamed(unetResnet()))
        return "mid_block.resnets." + number(*i > 0) + "." + *resnet;
    return "mid_block.attentions.0." + std::string(parts.rest());
}

std::optional<std::string> unetUp(Parts parts, std::int64_t layers)
{
    const auto i = parts.takeNumber();
    if (!i)
        return std::nullopt;
    const std::string block = "up_blocks." + number(*i / (layers + 1)) + ".";
    const Renames sampler = {{"1.conv", "upsamplers.0.conv"}, {"2.conv", "upsamplers.0.conv"}};
    if (auto key = parts.renamed(sampler))
        return block + *key;
    return unetLayer(block, *i % (layers + 1), parts);
}

std::optional<std::string> vaeResnet(Parts parts)
{
    if (const auto shortcut = parts.renamed({{"nin_shortcut", "conv_shortcut"}}))
        return shortcut;
    return parts.renamed(
        {{"norm1", "norm1"}, {"conv1", "conv1"}, {"norm2", "norm2"}, {"conv2", "conv2"}});
}

std::optional<std::string> vaeMiddle(Parts parts)
{
    for (const char* block : {"1", "2"})
        if (Parts inside = parts; inside.take(std::string("block_") + block))
            return behind("mid_block.resnets." + number(*block - '1') + ".", vaeResnet(inside));
    if (!parts.take("attn_1"))
        return std::nullopt;
    return behind("mid_block.attentions.0.", parts.renamed({{"norm", "group_norm"},
                                                            {"q", "to_q"},
                                                            {"k", "to_k"},
                                                            {"v", "to_v"},
                                                            {"proj_out", "to_out.0"}}));
}

std::optional<std::string> vaeLevel(Parts parts, const std::string& block, const char* sampler)
{
    if (parts.take("block")) {
        const auto layer = parts.takeNumber();
        return layer ? behind(block + "resnets." + number(*layer) + ".", vaeResnet(parts))
                     : std::nullopt;
    }
    if (parts.take("downsample") || parts.take("upsample"))
        return block + sampler + std::string(parts.rest());
    return std::nullopt;
}

std::optional<std::string> vaeHalf(Parts parts, std::int64_t levels)
{
    if (auto key = parts.renamed(
            {{"conv_in", "conv_in"}, {"conv_out", "conv_out"}, {"norm_out", "conv_norm_out"}}))
        return key;
    if (parts.take("mid"))
        return vaeMiddle(parts);
    const bool down = parts.take("down");
    if (!down && !parts.take("up"))
        return std::nullopt;
    const auto level = parts.takeNumber();
    if (!level || *level >= levels)
        return std::nullopt;
    return down
               ? vaeLevel(parts, "down_blocks." + number(*level) + ".", "downsamplers.0.")
               : vaeLevel(parts, "up_blocks." + number(levels - 1 - *level) + ".", "upsamplers.0.");
}

} // namespace

std::optional<std::string> unetKeyOfCompVis(std::string_view key, std::int64_t layers)
{
    Parts parts(key);
    if (parts.take("input_blocks"))
        return unetDown(parts, layers);
    if (parts.take("middle_block"))
        return unetMiddle(parts);
    if (parts.take("output_blocks"))
        return unetUp(parts, layers);
    return parts.renamed({{"time_embed.0", "time_embedding.linear_1"},
                          {"time_embed.2", "time_embedding.linear_2"},
                          {"out.0", "conv_norm_out"},
                          {"out.2", "conv_out"}});
}

std::optional<std::string> vaeKeyOfCompVis(std::string_view key, std::int64_t levels)
{
    Parts parts(key);
    for (const std::string half : {"encoder", "decoder"})
        if (parts.take(half))
            return behind(half + ".", vaeHalf(parts, levels));
    return parts.renamed({{"quant_conv", "quant_conv"}, {"post_quant_conv", "post_quant_conv"}});
}

std::optional<OpenClipKey> textKeyOfOpenClip(std::string_view key)
{
    if (key == "positional_embedding")
        return OpenClipKey{"embeddings.position_embedding.weight"};
    Parts parts(key);
    if (const auto whole = parts.renamed(
            {{"token_embedding", "embeddings.token_embedding"}, {"ln_final", "final_layer_norm"}}))
        return OpenClipKey{*whole};
    if (!parts.take("transformer.resblocks"))
        return std::nullopt;
    const auto layer = parts.takeNumber();
    if (!layer)
        return std::nullopt;
    const std::string block = "encoder.layers." + number(*layer) + ".";
    if (parts.rest() == "attn.in_proj_weight")
        return OpenClipKey{block + "self_attn.{}_proj.weight", true, *layer};
    if (parts.rest() == "attn.in_proj_bias")
        return OpenClipKey{block + "self_attn.{}_proj.bias", true, *layer};
    const auto inside = parts.renamed({{"ln_1", "layer_norm1"},
                                       {"ln_2", "layer_norm2"},
                                       {"attn.out_proj", "self_attn.out_proj"},
                                       {"mlp.c_fc", "mlp.fc1"},
                                       {"mlp.c_proj", "mlp.fc2"}});
    return inside ? std::optional(OpenClipKey{block + *inside, false, *layer}) : std::nullopt;
}

std::string currentDiffusersKey(std::string key)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kOld = {
        {{".query.", ".to_q."},
         {".key.", ".to_k."},
         {".value.", ".to_v."},
         {".proj_attn.", ".to_out.0."}}};
    if (key.find("attentions.") == key.npos)
        return key;
    for (const auto& [from, to] : kOld)
        if (const std::size_t at = key.find(from); at != key.npos)
            return key.replace(at, from.size(), to);
    return key;
}

std::string averagedKey(std::string_view key)
{
    constexpr std::string_view kModel = "model.";
    std::string flat(key.starts_with(kModel) ? key.substr(kModel.size()) : key);
    std::erase(flat, '.');
    return "model_ema." + flat;
}

} // namespace enogu
