// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.h"

#include <ATen/core/Tensor.h>

namespace enogu {

/// The picture's colours as [1, 3, H, W] float32: v / 127.5 − 1, or v / 32767.5 − 1 for 16 bits.
/// Alpha is left out.
at::Tensor tensorFromImage(const Image& image);

/// level = round((clamp(y, −1, 1) + 1) · 127.5), or · 32767.5 for 16 bits; y is [1, 3, H, W]
/// float32 on the CPU, of `like`'s extent. The picture has like's depth, channels, alpha and
/// profile.
Image imageFromTensor(const at::Tensor& y, const Image& like);

/// The same as RGB of that depth, without a profile.
Image rgbFromTensor(const at::Tensor& y, Depth depth);

} // namespace enogu
