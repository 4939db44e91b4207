// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/photo/atomicwrite.h"
#include "engine/photo/decoded.h"
#include "engine/photo/photofile.h"
#include "engine/photo/sentence.h"
#include "engine/photo/writers.h"

#include <algorithm>
#include <new>

namespace enogu {
namespace {

namespace fs = std::filesystem;
using Writer = std::vector<std::uint8_t> (*)(const WriteJob&);

Writer writerFor(const fs::path& path)
{
    auto suffix = path.extension().string();
    std::transform(suffix.begin(), suffix.end(), suffix.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
    if (suffix == ".jpg" || suffix == ".jpeg" || suffix == ".jpe")
        return writeJpeg;
    if (suffix == ".png")
        return writePng;
    if (suffix == ".webp")
        return writeWebp;
    if (suffix == ".tif" || suffix == ".tiff")
        return writeTiff;
    throw fileError(ErrorCode::UnsupportedFormat, path,
                    "cannot be written in that format: end the name in .jpg, .png, .webp or .tif.");
}

fs::path save(const Photo& photo, const fs::path& path, const SaveOptions& options)
{
    const auto writer = writerFor(path);
    checkTarget(path, options.overwrite);
    const bool png = writer == writePng;
    const Metadata metadata = metadataForSaving(
        photo.metadata ? *photo.metadata : Metadata{},
        {photo.image.extent(), options.keepGps, png ? std::string() : options.recipeJson});
    std::vector<std::uint8_t> bytes;
    try {
        bytes = writer(
            {photo.image, metadata, std::clamp(options.quality, 1, 100), options.recipeJson});
    } catch (const Refusal& refusal) {
        throw fileError(refusal.code, path, refusal.why);
    }
    writeAtomically(path, bytes, options.overwrite);
    return path;
}

} // namespace

Outcome<fs::path> savePhoto(const Photo& photo, const fs::path& path,
                            const SaveOptions& options) noexcept
{
    try {
        return save(photo, path, options);
    } catch (const Error& error) {
        return error;
    } catch (const std::bad_alloc&) {
        return fileError(ErrorCode::OutOfMemory, path,
                         "cannot be saved for lack of memory: close other programs and try again.");
    } catch (...) {
        return fileError(ErrorCode::Internal, path,
                         "could not be saved: choose another format or place, and try again.");
    }
}

} // namespace enogu
