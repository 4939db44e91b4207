// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

namespace enogu::core {

/// A convolution by weight [O, C, 3, 3], padded by one, of x [B, C, h, w] doubled by repeating its
/// pixels → [B, O, 2h, 2w], channels-last. Every result sees only 2 × 2 different pixels, so it
/// takes little more than 4/9 of the plain products; the weights are added up in their own dtype.
/// Bias [O] or undefined. Differentiable; on a CPU.
at::Tensor doubledConv(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias);

} // namespace enogu::core
