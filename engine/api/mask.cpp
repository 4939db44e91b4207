// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/mask.h"

#include "engine/api/error.h"

namespace enogu {

namespace {

template <typename Sample>
std::vector<std::uint8_t> coverageOf(const Image& image)
{
    const auto* samples = reinterpret_cast<const Sample*>(image.bytes());
    const std::uint32_t half = 3U << (8 * sizeof(Sample) - 1);
    std::vector<std::uint8_t> coverage(image.extent().pixels());
    for (std::uint8_t& value : coverage) {
        value = std::uint32_t(samples[0]) + samples[1] + samples[2] >= half ? 255 : 0;
        samples += image.channelCount();
    }
    return coverage;
}

} // namespace

Mask::Mask(Extent extent, std::vector<std::uint8_t> coverage) : m_extent(extent)
{
    if (extent.width < 1 || extent.height < 1 || coverage.size() != extent.pixels())
        throw Error(ErrorCode::BadArgument, "A mask needs one byte for every pixel.");
    m_coverage = std::make_shared<const std::vector<std::uint8_t>>(std::move(coverage));
}

Mask maskFromImage(const Image& image)
{
    return Mask(image.extent(), image.depth() == Depth::U8 ? coverageOf<std::uint8_t>(image)
                                                           : coverageOf<std::uint16_t>(image));
}

} // namespace enogu
