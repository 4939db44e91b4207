// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/error.h"
#include "engine/api/image.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace enogu {

using Bytes = std::span<const std::uint8_t>;

/// Layout of a picture before its pixels exist.
struct Layout
{
    Extent extent;
    Channels channels = Channels::Rgb;
    Depth depth = Depth::U8;

    std::size_t pixelBytes() const { return std::size_t(channels) * std::size_t(depth); }
    std::uint64_t rowBytes() const { return std::uint64_t(extent.width) * pixelBytes(); }
    std::uint64_t bytes() const { return rowBytes() * std::uint64_t(extent.height); }
};

/// What a reader hands on: pixels as stored, not yet upright, and the blocks of the file.
struct Decoded
{
    Layout layout;
    std::vector<std::uint8_t> pixels;
    std::vector<std::uint8_t> icc;
    std::vector<std::uint8_t> exif; ///< TIFF stream
    std::string xmp;
    int orientation = 0;     ///< 0: as the EXIF says
    bool incomplete = false; ///< part of the pixels could not be read and is grey
    bool brokenProfile = false;

    std::uint8_t* row(int y) { return pixels.data() + std::size_t(y) * layout.rowBytes(); }
    /// Takes the memory and fills it with opaque grey.
    void allocate(const Layout& wanted);
};

/// Called once the header is known, before memory is taken; throws to stop.
using Gate = std::function<void(const Layout&)>;

/// Why a file cannot be read: ends the sentence "“name” …".
struct Refusal
{
    ErrorCode code = ErrorCode::BadImage;
    std::string why;
};

} // namespace enogu
