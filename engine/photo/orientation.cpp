// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/orientation.h"

#include <cstring>

namespace enogu {
namespace {

/// Where output pixel (0, 0) lies in the stored picture, and the steps to its right and down.
struct Walk
{
    std::ptrdiff_t start, right, down;
};

Walk walkFor(int orientation, std::ptrdiff_t w, std::ptrdiff_t h)
{
    switch (orientation) {
    case 2:
        return {w - 1, -1, w};
    case 3:
        return {w * h - 1, -1, -w};
    case 4:
        return {w * (h - 1), 1, -w};
    case 5:
        return {0, w, 1};
    case 6:
        return {w * (h - 1), -w, 1};
    case 7:
        return {w * h - 1, -w, -1};
    case 8:
        return {w - 1, w, -1};
    default:
        return {0, 1, w};
    }
}

template <std::size_t size>
void copyWalking(const Decoded& from, Decoded& to, Walk walk)
{
    const auto* source = from.pixels.data();
    for (int y = 0; y < to.layout.extent.height; ++y) {
        auto* out = to.row(y);
        std::ptrdiff_t at = walk.start + y * walk.down;
        for (int x = 0; x < to.layout.extent.width; ++x, at += walk.right, out += size)
            std::memcpy(out, source + at * std::ptrdiff_t(size), size);
    }
}

} // namespace

void makeUpright(Decoded& picture, int orientation)
{
    if (orientation < 2 || orientation > 8)
        return;
    const auto [w, h] = picture.layout.extent;
    Decoded turned;
    turned.layout = picture.layout;
    if (orientation >= 5)
        turned.layout.extent = {h, w};
    turned.pixels.resize(picture.pixels.size());
    const Walk walk = walkFor(orientation, w, h);
    switch (picture.layout.pixelBytes()) {
    case 3:
        copyWalking<3>(picture, turned, walk);
        break;
    case 4:
        copyWalking<4>(picture, turned, walk);
        break;
    case 6:
        copyWalking<6>(picture, turned, walk);
        break;
    default:
        copyWalking<8>(picture, turned, walk);
        break;
    }
    picture.layout = turned.layout;
    picture.pixels = std::move(turned.pixels);
}

} // namespace enogu
