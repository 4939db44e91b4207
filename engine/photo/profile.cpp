// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/profile.h"

#include <mutex>

namespace enogu {
namespace {

void silence()
{
    static std::once_flag once;
    std::call_once(once,
                   [] { cmsSetLogErrorHandler([](cmsContext, cmsUInt32Number, const char*) {}); });
}

Profile owned(cmsHPROFILE profile)
{
    return profile ? Profile(profile, [](void* p) { cmsCloseProfile(p); }) : Profile();
}

} // namespace

Profile openProfile(const std::vector<std::uint8_t>& icc)
{
    silence();
    if (icc.size() < 128)
        return {};
    return owned(cmsOpenProfileFromMem(icc.data(), cmsUInt32Number(icc.size())));
}

Profile srgbProfile()
{
    silence();
    return owned(cmsCreate_sRGBProfile());
}

Transform openTransform(ProfileEnd from, ProfileEnd to)
{
    // Optimised, 16-bit transforms are cubes that miss by 3 of 255.
    const auto handle = cmsCreateTransform(
        from.profile, from.format, to.profile, to.format, INTENT_RELATIVE_COLORIMETRIC,
        cmsFLAGS_BLACKPOINTCOMPENSATION | cmsFLAGS_NOCACHE | cmsFLAGS_NOOPTIMIZE);
    return handle ? Transform(handle, [](void* t) { cmsDeleteTransform(t); }) : Transform();
}

} // namespace enogu
