// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nn/map.h"

namespace enogu::core {

namespace {

std::int64_t seen(std::int64_t side, Resample resample)
{
    switch (resample) {
    case Resample::None:
        return side;
    case Resample::Half:
        return side / 2;
    default:
        return side * 2;
    }
}

} // namespace

std::int64_t Map::seenWidth() const
{
    return seen(width, resample);
}

std::int64_t Map::seenHeight() const
{
    return seen(height, resample);
}

const void* Map::row(std::int64_t y) const
{
    const at::Tensor& strip = strips[std::size_t(y / stripRows)];
    const auto bytes = std::size_t(width * channels) * strip.element_size();
    return static_cast<const char*>(strip.const_data_ptr()) + std::size_t(y % stripRows) * bytes;
}

void Map::releaseAbove(std::int64_t y)
{
    for (std::int64_t i = 0; (i + 1) * stripRows <= y && i < std::int64_t(strips.size()) - 1; ++i)
        strips[std::size_t(i)] = at::Tensor();
}

} // namespace enogu::core
