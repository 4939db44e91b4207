// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/completeness.h"

#include <cstdlib>

namespace enogu {
namespace {

std::uint32_t little(Bytes file, std::size_t at, int bytes)
{
    std::uint32_t value = 0;
    for (int i = bytes; i-- > 0;)
        value = value << 8 | file[at + std::size_t(i)];
    return value;
}

/// Bytes of a GIF colour table whose flags are `packed`.
std::size_t tableSize(std::uint8_t packed)
{
    return packed & 0x80 ? std::size_t(3) << ((packed & 7) + 1) : 0;
}

/// The place behind a row of sub-blocks; the file's size when they do not end.
std::size_t behindSubBlocks(Bytes file, std::size_t at)
{
    while (at < file.size() && file[at] != 0)
        at += std::size_t(file[at]) + 1;
    return at + 1;
}

} // namespace

std::uint64_t promisedBmpSize(Bytes file)
{
    if (file.size() < 54 || little(file, 14, 4) < 40)
        return file.size() < 26 ? 0 : little(file, 2, 4);
    const auto compression = little(file, 30, 4);
    if (compression != 0 && compression != 3 && compression != 6)
        return little(file, 2, 4);
    const auto width = std::uint64_t(std::abs(std::int64_t(std::int32_t(little(file, 18, 4)))));
    const auto height = std::uint64_t(std::abs(std::int64_t(std::int32_t(little(file, 22, 4)))));
    const auto stride = (width * little(file, 28, 2) + 31) / 32 * 4;
    return little(file, 10, 4) + stride * height;
}

bool gifIsWhole(Bytes file)
{
    if (file.size() < 13)
        return false;
    std::size_t at = 13 + tableSize(file[10]);
    while (at < file.size() && file[at] != 0x3B) {
        if (file[at] == 0x21) {
            at = behindSubBlocks(file, at + 2);
        } else if (file[at] == 0x2C && at + 10 < file.size()) {
            at = behindSubBlocks(file, at + 11 + tableSize(file[at + 9]));
        } else {
            return false;
        }
    }
    return at < file.size();
}

} // namespace enogu
