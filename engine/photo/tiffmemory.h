// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/photo/decoded.h"

#include <memory>

#include <tiffio.h>

namespace enogu {

using Tiff = std::unique_ptr<TIFF, void (*)(TIFF*)>;

/// A silent TIFF handle over bytes in memory, which must outlive it; null when it is no TIFF file.
Tiff openTiff(Bytes file);

/// Collects what libtiff writes.
struct TiffSink
{
    std::vector<std::uint8_t> bytes;
    std::size_t at = 0;
};

/// A silent TIFF handle that writes into `sink`, which must outlive it.
Tiff createTiff(TiffSink& sink, bool big);

} // namespace enogu
