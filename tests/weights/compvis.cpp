// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/weights/compvis.h"

namespace {

using Keys = std::vector<std::string>;

void both(Keys& keys, const std::string& module)
{
    keys.push_back(module + ".weight");
    keys.push_back(module + ".bias");
}

void all(Keys& keys, const std::string& place, const Keys& modules)
{
    for (const std::string& module : modules)
        both(keys, place + module);
}

void resnet(Keys& keys, const std::string& place, bool widens)
{
    all(keys, place,
        {"in_layers.0", "in_layers.2", "emb_layers.1", "out_layers.0", "out_layers.3"});
    if (widens)
        both(keys, place + "skip_connection");
}

void transformer(Keys& keys, const std::string& place)
{
    all(keys, place, {"norm", "proj_in", "proj_out"});
    const std::string block = place + "transformer_blocks.0.";
    for (const std::string attention : {"attn1.", "attn2."}) {
        for (const char* matrix : {"to_q", "to_k", "to_v"})
            keys.push_back(block + attention + matrix + ".weight");
        both(keys, block + attention + "to_out.0");
    }
    all(keys, block, {"ff.net.0.proj", "ff.net.2", "norm1", "norm2", "norm3"});
}

void vaeResnet(Keys& keys, const std::string& place, bool widens)
{
    all(keys, place, {"norm1", "conv1", "norm2", "conv2"});
    if (widens)
        both(keys, place + "nin_shortcut");
}

void vaeMiddle(Keys& keys, const std::string& half)
{
    vaeResnet(keys, half + "mid.block_1.", false);
    vaeResnet(keys, half + "mid.block_2.", false);
    all(keys, half + "mid.attn_1.", {"norm", "q", "k", "v", "proj_out"});
}

} // namespace

Keys compVisUnetKeys()
{
    Keys keys;
    all(keys, "", {"time_embed.0", "time_embed.2", "input_blocks.0.0", "out.0", "out.2"});
    for (int i = 1; i < 12; ++i) {
        const std::string place = "input_blocks." + std::to_string(i) + ".";
        if (i % 3 == 0) {
            both(keys, place + "0.op");
            continue;
        }
        resnet(keys, place + "0.", i == 4 || i == 7); // 320 to 640, 640 to 1280
        if (i < 9)
            transformer(keys, place + "1.");
    }
    resnet(keys, "middle_block.0.", false);
    transformer(keys, "middle_block.1.");
    resnet(keys, "middle_block.2.", false);
    for (int i = 0; i < 12; ++i) {
        const std::string place = "output_blocks." + std::to_string(i) + ".";
        resnet(keys, place + "0.", true);
        if (i > 2)
            transformer(keys, place + "1.");
        if (i % 3 == 2 && i < 11)
            both(keys, place + (i == 2 ? "1.conv" : "2.conv"));
    }
    return keys;
}

Keys compVisVaeKeys()
{
    Keys keys;
    all(keys, "", {"quant_conv", "post_quant_conv"});
    for (const std::string half : {"encoder.", "decoder."}) {
        all(keys, half, {"conv_in", "conv_out", "norm_out"});
        vaeMiddle(keys, half);
    }
    for (int level = 0; level < 4; ++level) {
        const std::string down = "encoder.down." + std::to_string(level) + ".";
        const std::string up = "decoder.up." + std::to_string(level) + ".";
        for (int block = 0; block < 3; ++block) {
            const std::string place = "block." + std::to_string(block) + ".";
            if (block < 2) // 128, 256, 512, 512 on the way down
                vaeResnet(keys, down + place, block == 0 && (level == 1 || level == 2));
            vaeResnet(keys, up + place, block == 0 && level < 2);
        }
        if (level < 3)
            both(keys, down + "downsample.conv");
        if (level > 0)
            both(keys, up + "upsample.conv");
    }
    return keys;
}

Keys openClipKeys()
{
    Keys keys{"positional_embedding", "text_projection", "logit_scale", "token_embedding.weight"};
    both(keys, "ln_final");
    for (int layer = 0; layer < 24; ++layer) {
        const std::string place = "transformer.resblocks." + std::to_string(layer) + ".";
        keys.push_back(place + "attn.in_proj_weight");
        keys.push_back(place + "attn.in_proj_bias");
        all(keys, place, {"ln_1", "ln_2", "attn.out_proj", "mlp.c_fc", "mlp.c_proj"});
    }
    return keys;
}
