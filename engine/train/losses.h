// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/Tensor.h>

namespace enogu::core {

/// Mean |difference| plus half the mean |difference of the forward differences|; a scalar.
at::Tensor flatLoss(const at::Tensor& guess, const at::Tensor& target);

/// Mean |difference| where two answers show the same place: b(y, x) shows a(y + down, x + right).
/// `margin` pixels along the borders of the overlap do not count. a and b are [3,H,W].
at::Tensor shiftLoss(const at::Tensor& a, const at::Tensor& b, std::pair<int, int> downRight,
                     int margin);

} // namespace enogu::core
