// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/greyprofile.h"

#include "engine/photo/profile.h"

#include <array>

namespace enogu {
namespace {

/// Grey stays grey in sRGB, so one table of 65536 levels is the whole transform.
std::vector<std::uint16_t> toneTable(const std::vector<std::uint8_t>& icc)
{
    const Profile grey = openProfile(icc);
    const Profile srgb = srgbProfile();
    const auto transform = openTransform({grey.get(), TYPE_GRAY_16}, {srgb.get(), TYPE_RGB_16});
    if (!transform)
        return {};
    std::vector<std::uint16_t> table(65536);
    for (std::uint32_t i = 0; i < table.size(); ++i) {
        const auto level = std::uint16_t(i);
        std::array<std::uint16_t, 3> rgb;
        cmsDoTransform(transform.get(), &level, rgb.data(), 1);
        table[i] = rgb[1];
    }
    return table;
}

} // namespace

void greyToSrgb(Decoded& picture)
{
    const auto table = toneTable(picture.icc);
    picture.icc.clear();
    if (table.empty()) {
        picture.brokenProfile = true;
        return;
    }
    const auto channels = std::size_t(picture.layout.channels);
    const auto samples = picture.layout.extent.pixels() * channels;
    auto* wide = reinterpret_cast<std::uint16_t*>(picture.pixels.data());
    for (std::size_t i = 0; i < samples; ++i) {
        if (channels == 4 && i % 4 == 3)
            continue;
        if (picture.layout.depth == Depth::U16)
            wide[i] = table[wide[i]];
        else
            picture.pixels[i] =
                std::uint8_t((table[picture.pixels[i] * 257u] * 255u + 32895u) >> 16);
    }
}

} // namespace enogu
