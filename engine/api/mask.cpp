// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/mask.h"

#include "engine/api/error.h"

namespace enogu {

Mask::Mask(Extent extent, std::vector<std::uint8_t> coverage) : m_extent(extent)
{
    if (extent.width < 1 || extent.height < 1 || coverage.size() != extent.pixels())
        throw Error(ErrorCode::BadArgument, "A mask needs one byte for every pixel.");
    m_coverage = std::make_shared<const std::vector<std::uint8_t>>(std::move(coverage));
}

} // namespace enogu
