// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/unetsettings.h"

#include <nlohmann/json.hpp>

namespace enogu {

namespace {

using core::UNetBlock;

struct BlockName
{
    const char* down;
    const char* up;
    UNetBlock block;
};

constexpr BlockName kBlocks[] = {
    {"DownBlock2D", "UpBlock2D", UNetBlock::Plain},
    {"CrossAttnDownBlock2D", "CrossAttnUpBlock2D", UNetBlock::CrossAttention},
    {"AttnDownBlock2D", "AttnUpBlock2D", UNetBlock::SelfAttention},
    {"ResnetDownsampleBlock2D", "ResnetUpsampleBlock2D", UNetBlock::ResnetResampling},
};

std::vector<UNetBlock> blocksOf(const ConfigReader& read, const char* key,
                                const std::vector<std::string>& names, const char* BlockName::*way)
{
    std::vector<UNetBlock> blocks;
    for (const std::string& name : names) {
        const std::string plain = name.starts_with("UNetRes") ? name.substr(7) : name;
        for (const BlockName& known : kBlocks)
            if (plain == known.*way)
                blocks.push_back(known.block);
    }
    if (blocks.size() != names.size())
        read.refuse(key, "it names a kind of block that is not supported");
    return blocks;
}

void checkCount(const ConfigReader& read, const char* key, std::size_t found, std::size_t count)
{
    if (found != count)
        read.refuse(key, "it must name as many blocks as \"block_out_channels\" has numbers");
}

} // namespace

std::vector<UNetBlock> downBlocks(const ConfigReader& read, std::size_t count,
                                  const std::vector<std::string>& absent)
{
    const char* key = "down_block_types";
    const auto names = read.words(key, absent);
    checkCount(read, key, names.size(), count);
    return blocksOf(read, key, names, &BlockName::down);
}

std::vector<UNetBlock> upBlocks(const ConfigReader& read, std::size_t count,
                                const std::vector<std::string>& absent)
{
    const char* key = "up_block_types";
    const auto names = read.words(key, absent);
    checkCount(read, key, names.size(), count);
    return blocksOf(read, key, names, &BlockName::up);
}

bool timeScaleShift(const ConfigReader& read)
{
    const char* key = "resnet_time_scale_shift";
    const std::string word = read.word(key, "default");
    if (word != "default" && word != "scale_shift")
        read.refuse(key, "only default and scale_shift are known");
    return word == "scale_shift";
}

double freqShift(const ConfigReader& read, double absent, std::int64_t width)
{
    const double shift = read.real("freq_shift", absent, -1e6, 1e6);
    if (shift == double(width / 2))
        read.refuse("freq_shift", "it must differ from half of the first level's channels");
    return shift;
}

std::int64_t timeWidth(const ConfigReader& read, std::int64_t firstChannels)
{
    const std::int64_t width = read.number("time_embedding_dim", 0, {0, 65536});
    return width > 0 ? width : 4 * firstChannels;
}

std::int64_t kernelOf(const ConfigReader& read, const char* key)
{
    const std::int64_t kernel = read.number(key, 3, {1, 31});
    if (kernel % 2 == 0)
        read.refuse(key, "it must be odd");
    return kernel;
}

void checkGroups(const ConfigReader& read, std::int64_t channels, std::int64_t groups)
{
    if (channels % groups != 0)
        read.refuse("norm_num_groups", "it must divide every number of channels");
}

} // namespace enogu
