// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace enogu {

struct Extent
{
    int width = 0;
    int height = 0;

    bool operator==(const Extent&) const = default;
    std::size_t pixels() const { return std::size_t(width) * std::size_t(height); }
};

enum class Depth { U8 = 1, U16 = 2 }; ///< the value is the bytes of one channel
enum class Channels { Rgb = 3, Rgba = 4 };

/// Colour profile as the bytes of an ICC file; null means sRGB.
using IccProfile = std::shared_ptr<const std::vector<std::uint8_t>>;

/// Immutable, never empty raster. Copies share the pixels, so they cost O(1) and may cross threads.
/// Rows are packed (no padding), channels interleaved R G B (A), alpha straight (not
/// premultiplied), 16-bit samples in the machine's byte order.
class Image
{
public:
    /// Throws Error(BadArgument) unless `bytes` has exactly width · height · channels · depth
    /// bytes, and both sides are at least 1.
    Image(Extent extent, Channels channels, Depth depth, std::vector<std::uint8_t> bytes,
          IccProfile icc = nullptr);

    Extent extent() const { return m_extent; }
    int width() const { return m_extent.width; }
    int height() const { return m_extent.height; }
    Channels channels() const { return m_channels; }
    int channelCount() const { return int(m_channels); }
    bool hasAlpha() const { return m_channels == Channels::Rgba; }
    Depth depth() const { return m_depth; }
    const IccProfile& icc() const { return m_icc; }

    std::size_t bytesPerRow() const;
    std::size_t byteCount() const { return m_bytes->size(); }
    const std::uint8_t* bytes() const { return m_bytes->data(); }
    /// Row y, 0 at the top. row8 needs depth U8, row16 depth U16 (asserted).
    const std::uint8_t* row8(int y) const;
    const std::uint16_t* row16(int y) const;

    /// Same pixels under another profile's name: no conversion takes place.
    Image withIcc(IccProfile icc) const;
    /// True when both share or equal in extent, format, profile bytes and every sample.
    bool operator==(const Image& other) const;

private:
    Extent m_extent;
    Channels m_channels;
    Depth m_depth;
    std::shared_ptr<const std::vector<std::uint8_t>> m_bytes;
    IccProfile m_icc;
};

} // namespace enogu
