// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.h"
#include "engine/api/mask.h"
#include "engine/formats/tensorfile.h"

#include <cstring>

namespace enogu::tests {

using Shape = std::vector<std::int64_t>;

/// Coverage 255 on the left, 0 on the right.
inline Mask leftHalf(Extent extent)
{
    std::vector<std::uint8_t> coverage(extent.pixels(), 0);
    for (std::size_t i = 0; i < coverage.size(); ++i)
        coverage[i] = int(i % std::size_t(extent.width)) < extent.width / 2 ? 255 : 0;
    return Mask(extent, std::move(coverage));
}

inline bool pixelEquals(const Image& a, const Image& b, std::size_t i)
{
    const std::size_t size = std::size_t(a.channelCount()) * std::size_t(a.depth());
    return std::memcmp(a.bytes() + i * size, b.bytes() + i * size, size) == 0;
}

/// Of a tensor in a file; {-1} where there is none.
inline Shape shapeOf(const std::filesystem::path& file, const char* name)
{
    const TensorFile tensors = readTensors(file);
    const TensorView* view = tensors.find(name);
    return view ? view->shape : Shape{-1};
}

} // namespace enogu::tests
