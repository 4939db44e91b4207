// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <string>
#include <vector>

namespace enogu::core {

/// Pictures [3, H, W] of one size, side by side in rows; all rows are equally long.
at::Tensor tiled(const std::vector<std::vector<at::Tensor>>& rows);
/// PNG bytes of a picture [3, H, W] in [−1, 1].
std::string pngOfPicture(const at::Tensor& picture);

} // namespace enogu::core
