// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/photofile.h"

#include "engine/photo/colour.h"
#include "engine/photo/greyprofile.h"
#include "engine/photo/orientation.h"
#include "engine/photo/readers.h"
#include "engine/photo/readfile.h"
#include "engine/photo/sentence.h"
#include "engine/photo/sniff.h"

#include <new>

namespace enogu {
namespace {

namespace fs = std::filesystem;

struct HeaderSeen
{
    Layout layout;
};

Decoded readWith(const Format& format, const fs::path& path, Bytes file, const Gate& gate)
{
    try {
        return format.read(file, gate);
    } catch (const Refusal& refusal) {
        const char* remedy = refusal.code == ErrorCode::OutOfMemory
                                 ? ": close other programs, or choose a smaller photo."
                                 : ": choose another photo, or a whole copy of this one.";
        throw fileError(refusal.code, path, refusal.why + remedy);
    }
}

const Format& formatOf(const fs::path& path, Bytes file)
{
    if (const auto* format = sniffFormat(file))
        return *format;
    throw fileError(ErrorCode::UnsupportedFormat, path,
                    "is not a photo that can be opened: choose a JPEG, PNG, WebP, TIFF, BMP, GIF, "
                    "HEIC or AVIF file.");
}

void refuseHuge(const Layout& layout, const fs::path& path)
{
    if (layout.extent.pixels() <= kLargestPhoto)
        return;
    const auto mega = layout.extent.pixels() / 1'000'000;
    throw fileError(ErrorCode::ImageTooLarge, path,
                    "has " + std::to_string(layout.extent.width) + " × " +
                        std::to_string(layout.extent.height) + " pixels (" + std::to_string(mega) +
                        " million, " + std::to_string((layout.bytes() >> 20) + 1) +
                        " MB when open): allow huge photos (--huge) or choose a smaller one.");
}

IccProfile keptProfile(Decoded& picture, const fs::path& path, std::vector<std::string>& warnings)
{
    if (!picture.icc.empty() && profileState(picture.icc) == ProfileState::Grey)
        greyToSrgb(picture);
    const bool broken = !picture.icc.empty() && profileState(picture.icc) != ProfileState::Fine;
    if (broken || picture.brokenProfile)
        warnings.push_back(quotedName(path) +
                           " has a damaged colour profile: it is taken as sRGB instead.");
    if (broken || picture.icc.empty())
        return nullptr;
    return std::make_shared<const std::vector<std::uint8_t>>(std::move(picture.icc));
}

Photo photoFrom(Decoded picture, const Format& format, const fs::path& path)
{
    std::vector<std::string> warnings;
    if (picture.incomplete)
        warnings.push_back(quotedName(path) +
                           " is damaged or cut off: the missing part is grey, so "
                           "look for a whole copy of it.");
    const int orientation =
        picture.orientation ? picture.orientation : orientationOfExif(picture.exif);
    makeUpright(picture, orientation);
    auto profile = keptProfile(picture, path, warnings);
    auto metadata =
        std::make_shared<const Metadata>(Metadata{std::move(picture.exif), std::move(picture.xmp)});
    const auto& layout = picture.layout;
    return {Image(layout.extent, layout.channels, layout.depth, std::move(picture.pixels),
                  std::move(profile)),
            std::move(metadata), format.name, std::move(warnings)};
}

/// The edge of the library: every exception becomes an Outcome.
template <typename T, typename Work>
Outcome<T> guarded(const fs::path& path, Work work) noexcept
{
    try {
        return work();
    } catch (const Error& error) {
        return error;
    } catch (const std::bad_alloc&) {
        return fileError(
            ErrorCode::OutOfMemory, path,
            "does not fit in memory: close other programs, or choose a smaller photo.");
    } catch (...) {
        return fileError(ErrorCode::BadImage, path,
                         "could not be read: choose another photo, or a whole copy of this one.");
    }
}

} // namespace

Outcome<PhotoHeader> probePhoto(const fs::path& path) noexcept
{
    return guarded<PhotoHeader>(path, [&]() -> PhotoHeader {
        const auto file = readWholeFile(path);
        const auto& format = formatOf(path, file);
        try {
            readWith(format, path, file, [](const Layout& layout) { throw HeaderSeen{layout}; });
        } catch (const HeaderSeen& seen) {
            return {seen.layout.extent, format.name, seen.layout.bytes()};
        }
        throw fileError(ErrorCode::BadImage, path, "has no header: choose another photo.");
    });
}

Outcome<Photo> openPhoto(const fs::path& path, OpenOptions options) noexcept
{
    return guarded<Photo>(path, [&] {
        const auto file = readWholeFile(path);
        const auto& format = formatOf(path, file);
        const auto gate = [&](const Layout& layout) {
            if (!options.huge)
                refuseHuge(layout, path);
        };
        return photoFrom(readWith(format, path, file, gate), format, path);
    });
}

} // namespace enogu
