// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>

namespace enogu {

/// Edit pairs of the drawn world, to be written as a data set.
struct ScenesOptions
{
    std::filesystem::path folder{}; ///< new or empty
    std::uint64_t seed = 1;
    std::int64_t count = 0; ///< pairs
    int side = 256;         ///< of the square pictures, in pixels
    bool heldOut = false;   ///< evaluation scenes, with held-out pairs and phrasings among them
};

} // namespace enogu
