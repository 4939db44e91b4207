// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/colour.h"

#include "engine/photo/matrixshaper.h"
#include "engine/photo/profile.h"
#include "engine/photo/rows.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <functional>

namespace enogu {
namespace {

constexpr int kSameWithin = 128; // of 65535: half a step of 8 bits

cmsUInt32Number formatOf(const Image& image)
{
    if (image.depth() == Depth::U8)
        return image.hasAlpha() ? TYPE_RGBA_8 : TYPE_RGB_8;
    return image.hasAlpha() ? TYPE_RGBA_16 : TYPE_RGB_16;
}

cmsUInt32Number format16(const Image& image)
{
    return image.hasAlpha() ? TYPE_RGBA_16 : TYPE_RGB_16;
}

bool changesNothing(const Transform& transform)
{
    for (int i = 0; i < 6 * 6 * 6; ++i) {
        const std::uint16_t in[3] = {std::uint16_t(i % 6 * 13107), std::uint16_t(i / 6 % 6 * 13107),
                                     std::uint16_t(i / 36 * 13107)};
        std::uint16_t out[3];
        cmsDoTransform(transform.get(), in, out, 1);
        for (int c = 0; c < 3; ++c) {
            if (std::abs(int(in[c]) - int(out[c])) > kSameWithin)
                return false;
        }
    }
    return true;
}

/// The RGB profile of a picture; null when it is sRGB, absent or unreadable.
Profile foreignProfile(const Image& photo)
{
    if (!photo.icc())
        return {};
    const Profile profile = openProfile(*photo.icc());
    if (!profile || cmsGetColorSpace(profile.get()) != cmsSigRgbData)
        return {};
    const Profile srgb = srgbProfile();
    const auto probe = openTransform({profile.get(), TYPE_RGB_16}, {srgb.get(), TYPE_RGB_16});
    return !probe || changesNothing(probe) ? Profile() : profile;
}

template <typename In, typename Out>
void copyRow(const In* in, Out* out, int pixels, int fromChannels, int toChannels)
{
    for (int x = 0; x < pixels; ++x, in += fromChannels, out += toChannels) {
        for (int c = 0; c < toChannels; ++c) {
            const int value = c < fromChannels ? int(in[c]) : int(In(~In(0)));
            if constexpr (sizeof(In) == sizeof(Out))
                out[c] = Out(value);
            else if constexpr (sizeof(Out) == 2)
                out[c] = Out(value * 257);
            else
                out[c] = Out((value * 255 + 32895) >> 16);
        }
    }
}

template <typename Out>
void copyRowOf(const Image& from, int y, Out* out, int toChannels)
{
    if (from.depth() == Depth::U8)
        copyRow(from.row8(y), out, from.width(), from.channelCount(), toChannels);
    else
        copyRow(from.row16(y), out, from.width(), from.channelCount(), toChannels);
}

/// The same colours in another depth and channel count.
Image inLayout(const Image& from, Channels channels, Depth depth)
{
    if (from.channels() == channels && from.depth() == depth)
        return from;
    const auto rowBytes = std::size_t(from.width()) * std::size_t(channels) * std::size_t(depth);
    std::vector<std::uint8_t> bytes(rowBytes * std::size_t(from.height()));
    forRows(from.height(), [&](int y) {
        auto* out = bytes.data() + std::size_t(y) * rowBytes;
        if (depth == Depth::U8)
            copyRowOf(from, y, out, int(channels));
        else
            copyRowOf(from, y, reinterpret_cast<std::uint16_t*>(out), int(channels));
    });
    return Image(from.extent(), channels, depth, std::move(bytes));
}

template <typename T>
void shapeRow(const MatrixShaper& shaper, const T* in, std::uint16_t* out, const Image& image)
{
    constexpr int kScale = sizeof(T) == 1 ? 257 : 1;
    const int channels = image.channelCount();
    for (int x = 0; x < image.width(); ++x, in += channels, out += channels)
        shaper.convert({std::uint16_t(in[0] * kScale), std::uint16_t(in[1] * kScale),
                        std::uint16_t(in[2] * kScale)},
                       out);
}

/// One row of `image` to 16 bits; leaves alpha alone.
using ConvertRow = std::function<void(const Image&, int, std::uint16_t*)>;

/// Null when the profiles cannot be joined.
ConvertRow converterFor(const Image& image, const Profile& from, const Profile& to)
{
    if (auto shaper = MatrixShaper::between(from, to))
        return [fast = std::move(*shaper)](const Image& picture, int y, std::uint16_t* out) {
            if (picture.depth() == Depth::U8)
                shapeRow(fast, picture.row8(y), out, picture);
            else
                shapeRow(fast, picture.row16(y), out, picture);
        };
    const auto exact = openTransform({from.get(), formatOf(image)}, {to.get(), format16(image)});
    if (!exact)
        return {};
    return [exact](const Image& picture, int y, std::uint16_t* out) {
        cmsDoTransform(exact.get(), picture.bytes() + std::size_t(y) * picture.bytesPerRow(), out,
                       cmsUInt32Number(picture.width()));
    };
}

/// `image` in 16 bits and other colours; alpha goes along untouched.
Image transformed(const Image& image, const ConvertRow& convert)
{
    const auto rowBytes = std::size_t(image.width()) * std::size_t(image.channelCount()) * 2;
    std::vector<std::uint8_t> bytes(rowBytes * std::size_t(image.height()));
    forRows(image.height(), [&](int y) {
        auto* out = reinterpret_cast<std::uint16_t*>(bytes.data() + std::size_t(y) * rowBytes);
        if (image.hasAlpha())
            copyRowOf(image, y, out, 4);
        convert(image, y, out);
    });
    return Image(image.extent(), image.channels(), Depth::U16, std::move(bytes));
}

template <typename T>
void copyAlpha(const T* from, T* to, std::size_t pixels)
{
    for (std::size_t i = 0; i < pixels; ++i)
        to[4 * i + 3] = from[4 * i + 3];
}

Image withAlphaOf(const Image& like, const Image& image)
{
    std::vector<std::uint8_t> bytes(image.bytes(), image.bytes() + image.byteCount());
    if (image.depth() == Depth::U8)
        copyAlpha(like.bytes(), bytes.data(), image.extent().pixels());
    else
        copyAlpha(like.row16(0), reinterpret_cast<std::uint16_t*>(bytes.data()),
                  image.extent().pixels());
    return Image(image.extent(), image.channels(), image.depth(), std::move(bytes));
}

} // namespace

ProfileState profileState(const std::vector<std::uint8_t>& icc)
{
    const Profile profile = openProfile(icc);
    if (!profile)
        return ProfileState::Broken;
    const auto space = cmsGetColorSpace(profile.get());
    if (space == cmsSigGrayData)
        return ProfileState::Grey;
    if (space != cmsSigRgbData)
        return ProfileState::Other;
    const Profile srgb = srgbProfile();
    const bool both = openTransform({profile.get(), TYPE_RGB_16}, {srgb.get(), TYPE_RGB_16}) &&
                      openTransform({srgb.get(), TYPE_RGB_16}, {profile.get(), TYPE_RGB_16});
    return both ? ProfileState::Fine : ProfileState::Broken;
}

Image srgbFromPhoto(const Image& photo)
{
    const Profile profile = foreignProfile(photo);
    if (!profile)
        return photo.icc() ? photo.withIcc(nullptr) : photo;
    const auto convert = converterFor(photo, profile, srgbProfile());
    return convert ? transformed(photo, convert) : photo.withIcc(nullptr);
}

Image photoFromSrgb(const Image& srgb, const Image& like)
{
    Image result = srgb.icc() ? srgb.withIcc(nullptr) : srgb;
    if (const Profile profile = foreignProfile(like)) {
        if (const auto convert = converterFor(srgb, srgbProfile(), profile))
            result = transformed(srgb, convert);
    }
    result = inLayout(result, like.channels(), like.depth());
    if (like.hasAlpha() && like.extent() == result.extent())
        result = withAlphaOf(like, result);
    return like.icc() ? result.withIcc(like.icc()) : result;
}

Image photoFromEdited(const Image& edited, const Image& srgb, const Image& photo)
{
    const Image result = photoFromSrgb(edited, photo);
    const auto step = std::size_t(edited.channelCount()) * std::size_t(edited.depth());
    const auto colour = 3 * std::size_t(edited.depth());
    const auto pixel = std::size_t(photo.channelCount()) * std::size_t(photo.depth());
    std::vector<std::uint8_t> bytes(result.bytes(), result.bytes() + result.byteCount());
    for (std::size_t i = 0; i < edited.extent().pixels(); ++i) {
        if (std::memcmp(edited.bytes() + i * step, srgb.bytes() + i * step, colour) == 0)
            std::memcpy(bytes.data() + i * pixel, photo.bytes() + i * pixel, pixel);
    }
    return Image(result.extent(), result.channels(), result.depth(), std::move(bytes),
                 result.icc());
}

} // namespace enogu
