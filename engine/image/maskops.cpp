// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/image/maskops.h"

#include "engine/api/error.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace enogu {

namespace {

constexpr std::uint8_t kEdit = 255;
constexpr int kHalf = 128;

/// Distance of every pixel to the nearest edited one, 0 inside; huge where there is none.
cv::Mat distanceToEdit(const Mask& mask)
{
    const Extent extent = mask.extent();
    const cv::Mat coverage(extent.height, extent.width, CV_8U,
                           const_cast<std::uint8_t*>(mask.row(0)));
    cv::Mat distance;
    cv::distanceTransform(coverage < kHalf, distance, cv::DIST_L2, cv::DIST_MASK_PRECISE);
    return distance;
}

/// coverage(distance) for every pixel; a mask without an edited pixel stays empty.
template <typename Coverage>
Mask fromDistance(const Mask& mask, Coverage coverage)
{
    std::vector<std::uint8_t> values(mask.extent().pixels(), 0);
    if (keepsEverything(mask))
        return Mask(mask.extent(), std::move(values));
    const cv::Mat distance = distanceToEdit(mask);
    std::transform(distance.begin<float>(), distance.end<float>(), values.begin(), coverage);
    return Mask(mask.extent(), std::move(values));
}

template <typename Sample>
void pasteInto(std::vector<std::uint8_t>& bytes, const Image& made, int channels,
               const Mask& coverage)
{
    auto* out = reinterpret_cast<Sample*>(bytes.data());
    const auto* in = reinterpret_cast<const Sample*>(made.bytes());
    const std::uint8_t* share = coverage.row(0);
    const std::size_t pixels = made.extent().pixels();
    for (std::size_t i = 0; i < pixels; ++i, out += channels, in += made.channelCount()) {
        const std::uint64_t c = share[i];
        for (int k = 0; c > 0 && k < 3; ++k)
            out[k] = Sample((in[k] * c + out[k] * (255 - c) + 127) / 255);
    }
}

} // namespace

Mask grown(const Mask& mask, int pixels)
{
    const auto reach = float(pixels);
    return fromDistance(mask, [reach](float d) { return d <= reach ? kEdit : std::uint8_t(0); });
}

Mask feathered(const Mask& mask, int pixels)
{
    const float width = float(pixels) + 1;
    return fromDistance(mask, [width](float d) {
        return std::uint8_t(std::lround(255 * std::max(0.0F, 1 - d / width)));
    });
}

bool keepsEverything(const Mask& mask)
{
    const std::uint8_t* first = mask.row(0);
    return std::none_of(first, first + mask.extent().pixels(), [](int c) { return c >= kHalf; });
}

Image pasted(const Image& photo, const Image& made, const Mask& coverage)
{
    if (!(photo.extent() == made.extent()) || photo.depth() != made.depth() ||
        !(photo.extent() == coverage.extent()))
        throw Error(ErrorCode::BadArgument, "Photo, result and mask differ in size.");
    std::vector<std::uint8_t> bytes(photo.bytes(), photo.bytes() + photo.byteCount());
    if (photo.depth() == Depth::U8)
        pasteInto<std::uint8_t>(bytes, made, photo.channelCount(), coverage);
    else
        pasteInto<std::uint16_t>(bytes, made, photo.channelCount(), coverage);
    return Image(photo.extent(), photo.channels(), photo.depth(), std::move(bytes), photo.icc());
}

} // namespace enogu
