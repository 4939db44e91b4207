// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/image.h"

#include "engine/api/error.h"

#include <cassert>
#include <string>

namespace enogu {

Image::Image(Extent extent, Channels channels, Depth depth, std::vector<std::uint8_t> bytes,
             IccProfile icc)
    : m_extent(extent), m_channels(channels), m_depth(depth), m_icc(std::move(icc))
{
    if (extent.width < 1 || extent.height < 1)
        throw Error(ErrorCode::BadArgument, "A picture needs at least one pixel.");
    const auto needed = extent.pixels() * std::size_t(channels) * std::size_t(depth);
    if (bytes.size() != needed)
        throw Error(ErrorCode::BadArgument, "A picture of " + std::to_string(needed) +
                                                " bytes was given " +
                                                std::to_string(bytes.size()) + ".");
    m_bytes = std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes));
}

std::size_t Image::bytesPerRow() const
{
    return std::size_t(m_extent.width) * std::size_t(m_channels) * std::size_t(m_depth);
}

const std::uint8_t* Image::row8(int y) const
{
    assert(m_depth == Depth::U8);
    return m_bytes->data() + std::size_t(y) * bytesPerRow();
}

const std::uint16_t* Image::row16(int y) const
{
    assert(m_depth == Depth::U16);
    return reinterpret_cast<const std::uint16_t*>(m_bytes->data() + std::size_t(y) * bytesPerRow());
}

Image Image::withIcc(IccProfile icc) const
{
    Image copy = *this;
    copy.m_icc = std::move(icc);
    return copy;
}

bool Image::operator==(const Image& other) const
{
    const bool sameProfile = m_icc == other.m_icc || (m_icc && other.m_icc && *m_icc == *other.m_icc);
    return sameProfile && m_extent == other.m_extent && m_channels == other.m_channels &&
           m_depth == other.m_depth && (m_bytes == other.m_bytes || *m_bytes == *other.m_bytes);
}

} // namespace enogu
