// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/photo/tiffmemory.h"

namespace enogu {

/// How a TIFF file lays out its samples.
struct TiffShape
{
    Extent extent;
    int samples = 1; ///< a pixel
    int bits = 1;    ///< a sample
    int photometric = PHOTOMETRIC_MINISBLACK;
    int format = SAMPLEFORMAT_UINT;
    bool planar = false;
    bool alpha = false; ///< the first extra sample is alpha
    bool premultiplied = false;

    int colours() const;
    /// Grey or RGB of 8 or 16 bits: read sample for sample.
    bool isPlain() const;
};

/// Fills the picture from strips or tiles; false when some of them could not be read.
bool readTiffSamples(TIFF* tiff, const TiffShape& shape, Decoded& picture);

} // namespace enogu
