// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.h"

namespace enogu {

/// The picture in sRGB, without a profile. 16 bits when its profile is another one than sRGB,
/// otherwise (and for a profile that cannot be read) the very same samples. Alpha is untouched.
/// Relative colorimetric with black point compensation; colours outside sRGB are clipped.
Image srgbFromPhoto(const Image& photo);

/// `srgb` in the profile, depth and channels of `like`. When both have the same extent the alpha
/// of `like` is copied, otherwise the one of `srgb` is kept (opaque when it has none).
Image photoFromSrgb(const Image& srgb, const Image& like);

/// photoFromSrgb(edited, photo) for an edit of `srgb`, which is srgbFromPhoto(photo): where a
/// pixel's colour is the same in both, the photo's very samples come back. Extent and format of the
/// two are the same.
Image photoFromEdited(const Image& edited, const Image& srgb, const Image& photo);

/// Why a photo's profile was set aside when it was opened.
enum class ProfileState { Fine, Broken, Grey, Other };
ProfileState profileState(const std::vector<std::uint8_t>& icc);

} // namespace enogu
