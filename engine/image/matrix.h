// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.h"

#include <utility>
#include <vector>

#include <opencv2/core.hpp>

namespace enogu {

/// A view of the picture's bytes for OpenCV; never written to.
inline cv::Mat matrixOf(const Image& image)
{
    const int depth = image.depth() == Depth::U8 ? CV_8U : CV_16U;
    return cv::Mat(image.height(), image.width(), CV_MAKETYPE(depth, image.channelCount()),
                   const_cast<std::uint8_t*>(image.bytes()));
}

/// A picture of `extent` in the format and profile of `like`, filled by draw(from, to).
template <typename Draw>
Image drawn(const Image& like, const Extent& extent, Draw draw)
{
    std::vector<std::uint8_t> bytes(extent.pixels() * std::size_t(like.channels()) *
                                    std::size_t(like.depth()));
    const cv::Mat from = matrixOf(like);
    draw(from, cv::Mat(extent.height, extent.width, from.type(), bytes.data()));
    return Image(extent, like.channels(), like.depth(), std::move(bytes), like.icc());
}

} // namespace enogu
