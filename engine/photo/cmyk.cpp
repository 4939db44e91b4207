// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/cmyk.h"

#include "engine/photo/profile.h"

namespace enogu {

CmykToSrgb::CmykToSrgb(const std::vector<std::uint8_t>& icc, bool inverted) : m_inverted(inverted)
{
    const Profile source = openProfile(icc);
    if (!source || cmsGetColorSpace(source.get()) != cmsSigCmykData)
        return;
    const Profile target = srgbProfile();
    m_transform =
        openTransform({source.get(), cmsUInt32Number(inverted ? TYPE_CMYK_8_REV : TYPE_CMYK_8)},
                      {target.get(), TYPE_RGB_8});
}

void CmykToSrgb::row(const std::uint8_t* inks, std::uint8_t* rgb, int pixels) const
{
    if (m_transform) {
        cmsDoTransform(m_transform.get(), inks, rgb, cmsUInt32Number(pixels));
        return;
    }
    const int flip = m_inverted ? 0 : 255; // x ^ 255 = 255 - x
    for (int i = 0; i < pixels; ++i, inks += 4, rgb += 3) {
        for (int c = 0; c < 3; ++c)
            rgb[c] = std::uint8_t(((inks[c] ^ flip) * (inks[3] ^ flip) + 127) / 255);
    }
}

} // namespace enogu
