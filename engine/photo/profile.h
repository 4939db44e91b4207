// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include <lcms2.h>

namespace enogu {

using Profile = std::shared_ptr<void>;   ///< a cmsHPROFILE
using Transform = std::shared_ptr<void>; ///< a cmsHTRANSFORM, usable from several threads

struct ProfileEnd
{
    cmsHPROFILE profile;
    cmsUInt32Number format;
};

/// Null when the bytes are no profile.
Profile openProfile(const std::vector<std::uint8_t>& icc);
Profile srgbProfile();
/// Relative colorimetric with black point compensation; null when the profiles cannot be joined.
Transform openTransform(ProfileEnd from, ProfileEnd to);

} // namespace enogu
