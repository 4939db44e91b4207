// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace enogu {

/// A rectangle of pixels.
struct Region
{
    std::int64_t x = 0, y = 0, width = 0, height = 0;

    bool operator==(const Region&) const = default;
};

/// One tile: `input` is what the network reads, `inner` the part of the picture that it decides.
/// Both are in the picture's pixels; `inner` lies in `input`.
struct Tile
{
    Region input;
    Region inner;
};

/// Covers a picture with tiles that reach `overlap` pixels (rounded up to `multiple`) beyond what
/// they decide, less at the picture's edges. Every start is a multiple of `multiple`, and no input
/// has more than about `pixels` pixels, as far as the overlap leaves room for an inner part.
std::vector<Tile> tilesOf(Region picture, std::int64_t overlap, std::int64_t multiple,
                          double pixels);

} // namespace enogu
