// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/error.h"
#include "engine/api/image.h"
#include "engine/photo/metadata.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace enogu {

/// An opened photo: upright, RGB or RGBA, 8 or 16 bits, in the profile of the file.
struct Photo
{
    Image image;
    std::shared_ptr<const Metadata> metadata; ///< may be null
    std::string format;                       ///< "JPEG", "PNG", … as the file's bytes say
    std::vector<std::string> warnings;        ///< sentences that name the file
};

struct PhotoHeader
{
    Extent extent;      ///< as stored, before the orientation is applied
    std::string format; ///< "JPEG", "PNG", "WebP", "TIFF", "BMP", "GIF", "HEIC", "AVIF"
    std::uint64_t bytesWhenOpen = 0; ///< memory of the decoded pixels
};

/// Pictures of more pixels are refused with ImageTooLarge unless OpenOptions::huge.
constexpr std::uint64_t kLargestPhoto = 100'000'000;

struct OpenOptions
{
    bool huge = false;
};

struct SaveOptions
{
    int quality = 92;       ///< JPEG and WebP, 1 … 100; WebP is lossless at 100
    bool overwrite = false; ///< false: FileExists when the path is taken
    bool keepGps = false;
    std::string recipeJson = {}; ///< PNG text or XMP; nothing is written when empty
};

// All three may be called from any thread, several at a time. Errors: MissingFile, NoPermission,
// BadImage, UnsupportedFormat, ImageTooLarge, OutOfMemory, FileExists, DiskFull.

/// Reads the header only: no memory for pixels is taken.
Outcome<PhotoHeader> probePhoto(const std::filesystem::path& path) noexcept;

/// A file cut in its header is refused; one cut later opens with a warning and grey for what
/// misses.
Outcome<Photo> openPhoto(const std::filesystem::path& path, OpenOptions options = {}) noexcept;

/// Writes JPEG, PNG, WebP or TIFF as the suffix says, atomically: at any moment the path holds the
/// old file or the new one. JPEG is flattened on white; JPEG and WebP take 8 bits.
/// Returns the path written.
Outcome<std::filesystem::path> savePhoto(const Photo& photo, const std::filesystem::path& path,
                                         const SaveOptions& options = {}) noexcept;

} // namespace enogu
