// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/models/unetblock.h"
#include "engine/weights/configreader.h"

namespace enogu {

inline constexpr Range kChannels{1, 16384};
inline constexpr Range kLayers{1, 64};

/// Settings that several networks share. Blocks in the order of the list, one for each level.
std::vector<core::UNetBlock> downBlocks(const ConfigReader& read, std::size_t count,
                                        const std::vector<std::string>& absent);
std::vector<core::UNetBlock> upBlocks(const ConfigReader& read, std::size_t count,
                                      const std::vector<std::string>& absent);
/// "resnet_time_scale_shift": default or scale_shift.
bool timeScaleShift(const ConfigReader& read);
double freqShift(const ConfigReader& read, double absent, std::int64_t width);
std::int64_t timeWidth(const ConfigReader& read, std::int64_t firstChannels);
std::int64_t kernelOf(const ConfigReader& read, const char* key);
void checkGroups(const ConfigReader& read, std::int64_t channels, std::int64_t groups);

} // namespace enogu
