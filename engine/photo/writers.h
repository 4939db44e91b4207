// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.h"
#include "engine/photo/metadata.h"

#include <cstdint>
#include <string>
#include <vector>

namespace enogu {

struct WriteJob
{
    const Image& image;
    const Metadata& metadata;
    int quality = 92;
    std::string recipeJson = {}; ///< PNG text; the other formats have it in the XMP
};

// Each returns a whole file. Throws Refusal.
std::vector<std::uint8_t> writeJpeg(const WriteJob& job);
std::vector<std::uint8_t> writePng(const WriteJob& job);
std::vector<std::uint8_t> writeWebp(const WriteJob& job);
std::vector<std::uint8_t> writeTiff(const WriteJob& job);

/// Rows of 8-bit samples; 16-bit ones are rounded. `flatten` lays the alpha over white.
std::vector<std::uint8_t> eightBitPixels(const Image& image, bool flatten);

} // namespace enogu
