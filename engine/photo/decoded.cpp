// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/decoded.h"

#include <algorithm>

namespace enogu {

void Decoded::allocate(const Layout& wanted)
{
    layout = wanted;
    pixels.assign(std::size_t(layout.bytes()), 0x80);
    if (layout.channels != Channels::Rgba)
        return;
    const auto size = layout.pixelBytes();
    const auto alpha = std::size_t(layout.depth);
    for (std::size_t at = size - alpha; at < pixels.size(); at += size)
        std::fill_n(pixels.data() + at, alpha, std::uint8_t(0xFF));
}

} // namespace enogu
