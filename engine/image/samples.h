// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.h"

#include <functional>

namespace enogu {

/// Rows [from, to) of the picture's colours as packed RGB floats, 0 … 1; alpha is left out.
void readRgb(const Image& image, int from, int to, float* rgb);

/// A picture of `like`'s extent, channels, depth and profile whose rows are computed from
/// `fillRows(from, to, rgb)`, which writes packed RGB, 0 … 1 (clamped, rounded to the nearest
/// level). Alpha is copied from `like`. Bands of rows run in parallel, so fillRows must be
/// thread-safe; `checkpoint` is called between groups of bands on the calling thread and may throw.
Image filledLike(const Image& like, const std::function<void(int, int, float*)>& fillRows,
                 const std::function<void()>& checkpoint = {});

} // namespace enogu
