// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipelines/tiles.h"

#include <algorithm>
#include <cmath>

namespace enogu {

namespace {

struct Span
{
    std::int64_t from = 0, count = 0;
};

std::int64_t roundedUp(std::int64_t value, std::int64_t multiple)
{
    return (value + multiple - 1) / multiple * multiple;
}

std::vector<Span> spansOf(std::int64_t side, std::int64_t step)
{
    std::vector<Span> spans;
    for (std::int64_t from = 0; from < side; from += step)
        spans.push_back({from, std::min(step, side - from)});
    return spans;
}

Span widened(Span span, std::int64_t overlap, std::int64_t side)
{
    const std::int64_t from = std::max<std::int64_t>(0, span.from - overlap);
    return {from, std::min(side, span.from + span.count + overlap) - from};
}

/// Equal steps that cover the side with tiles of at most `room` inner pixels.
std::int64_t stepOf(std::int64_t side, std::int64_t room, std::int64_t multiple)
{
    const std::int64_t count = (side + room - 1) / room;
    return roundedUp((side + count - 1) / count, multiple);
}

} // namespace

std::vector<Tile> tilesOf(Region picture, std::int64_t overlap, std::int64_t multiple,
                          double pixels)
{
    if (double(picture.width) * double(picture.height) <= pixels)
        return {{picture, picture}};
    const std::int64_t reach = roundedUp(overlap, multiple);
    const std::int64_t least = roundedUp(128, multiple);
    const auto side = std::int64_t(std::sqrt(std::max(pixels, 1.0)));
    const std::int64_t room = std::max(least, (side - 2 * reach) / multiple * multiple);
    std::vector<Tile> tiles;
    for (const Span& v : spansOf(picture.height, stepOf(picture.height, room, multiple))) {
        for (const Span& h : spansOf(picture.width, stepOf(picture.width, room, multiple))) {
            const Span wide = widened(h, reach, picture.width);
            const Span high = widened(v, reach, picture.height);
            tiles.push_back({{wide.from, high.from, wide.count, high.count},
                             {h.from, v.from, h.count, v.count}});
        }
    }
    return tiles;
}

} // namespace enogu
