// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.h"

#include <cstdint>
#include <string>
#include <vector>

namespace enogu {

/// The blocks that travel with a photo from opening to saving.
struct Metadata
{
    std::vector<std::uint8_t> exif; ///< a TIFF stream ("II*" or "MM*" first), empty when absent
    std::string xmp;                ///< an XMP packet, UTF-8, empty when absent
};

/// EXIF orientation 1 … 8 of a TIFF stream; 1 when absent or unreadable. Thread-safe.
int orientationOfExif(const std::vector<std::uint8_t>& exif);

/// The EXIF part of a whole TIFF file as a small stream of its own, and its XMP packet.
Metadata metadataOfTiff(const std::uint8_t* bytes, std::size_t size);

struct MetadataRules
{
    Extent extent;               ///< pixel dimensions of the saved picture
    bool keepGps = false;        ///< false drops the GPS block and XMP's exif:GPS properties
    std::string recipeJson = {}; ///< goes into XMP when not empty
};

/// What a saved file carries: orientation 1, the right dimensions, no thumbnail. Unreadable blocks
/// are dropped. Thread-safe, never throws Exiv2's errors.
Metadata metadataForSaving(const Metadata& metadata, const MetadataRules& rules);

/// The TIFF file `tiff` with the metadata written into it; returned as it was when that fails.
std::vector<std::uint8_t> tiffWithMetadata(std::vector<std::uint8_t> tiff,
                                           const Metadata& metadata);

} // namespace enogu
