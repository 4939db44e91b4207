// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.h"

#include <lcms2.h>

#include <memory>
#include <vector>

namespace enogu::testing {

/// The bytes of an RGB profile of those primaries, white D65, one curve for the three channels.
inline IccProfile profileOf(const cmsCIExyYTRIPLE& primaries, double gamma)
{
    const cmsCIExyY white{0.3127, 0.3290, 1};
    cmsToneCurve* curve = cmsBuildGamma(nullptr, gamma);
    cmsToneCurve* curves[3] = {curve, curve, curve};
    cmsHPROFILE profile = cmsCreateRGBProfile(&white, &primaries, curves);
    cmsUInt32Number size = 0;
    cmsSaveProfileToMem(profile, nullptr, &size);
    std::vector<std::uint8_t> bytes(size);
    cmsSaveProfileToMem(profile, bytes.data(), &size);
    cmsCloseProfile(profile);
    cmsFreeToneCurve(curve);
    return std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes));
}

} // namespace enogu::testing
