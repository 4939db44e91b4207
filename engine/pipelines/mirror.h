// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

namespace enogu {

/// Extends [1, C, H, W] on the right and at the bottom to multiples of `multiple`, and to at least
/// `least` pixels a side, by reflection without repeating the edge pixel. Sides smaller than what
/// is added are reflected to and fro; a side of one pixel is repeated. Returns x itself when
/// nothing is to be added.
at::Tensor mirrorExtended(const at::Tensor& x, std::int64_t multiple, std::int64_t least);

/// The same, to sides that are at least x's own.
at::Tensor mirrorExtendedTo(const at::Tensor& x, std::int64_t height, std::int64_t width);

} // namespace enogu
