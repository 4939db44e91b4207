// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

namespace enogu::core {

/// sRGB pictures [3, H, W] in [−1, 1] → CIELAB (D65) [3, H, W].
at::Tensor labOf(const at::Tensor& picture);

/// CIEDE2000 of two Lab pictures [3, H, W], pixel by pixel: [H, W] (Sharma, Wu and Dalal 2005).
at::Tensor colourDifference(const at::Tensor& labA, const at::Tensor& labB);

/// Peak signal-to-noise ratio in dB of pictures in [−1, 1], of all samples or of those where
/// `where` [H, W] (bool) is set; 0 where it is nowhere.
double psnrOf(const at::Tensor& guess, const at::Tensor& truth, const at::Tensor& where = {});

/// Whether an edit came out: inside `change` [H, W] (bool) the mean ΔE00 to the true result is at
/// most 12, and outside it is no more than that of `best`, the true result through the autoencoder,
/// plus 1. Pictures [3, H, W] in [−1, 1].
bool isRightEdit(const at::Tensor& made, const at::Tensor& truth, const at::Tensor& best,
                 const at::Tensor& change);

} // namespace enogu::core
