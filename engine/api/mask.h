// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.h"

namespace enogu {

/// Immutable 8-bit coverage, 0 keep … 255 edit, same extent as the image it belongs to.
class Mask
{
public:
    /// Throws Error(BadArgument) unless `coverage` has exactly width · height bytes, row by row.
    Mask(Extent extent, std::vector<std::uint8_t> coverage);

    Extent extent() const { return m_extent; }
    const std::uint8_t* row(int y) const
    {
        return m_coverage->data() + std::size_t(y) * std::size_t(m_extent.width);
    }

private:
    Extent m_extent;
    std::shared_ptr<const std::vector<std::uint8_t>> m_coverage;
};

/// A picture used as a mask: 255 where the mean of its colours is in the upper half of their range
/// (128 and above of 8 bits), else 0. Alpha is left out.
Mask maskFromImage(const Image& image);

} // namespace enogu
