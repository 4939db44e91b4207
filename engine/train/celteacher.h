// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/Tensor.h>

namespace enogu::core {

/// Bilateral filter over a square window of `diameter` pixels; `range` and `space` are the sigmas
/// of colour distance (Euclidean in RGB) and of pixel distance. x is [N,3,H,W] float32 in [0, 1].
at::Tensor bilateral(const at::Tensor& x, int diameter, double range, double space);

/// L0 gradient smoothing (Xu et al. 2011): few, strong edges, flat between; `lambda` is the price
/// of an edge pixel. Wraps around at the borders. x is [N,3,H,W] float32 in [0, 1]; so is the
/// result, but for rounding.
at::Tensor smoothL0(const at::Tensor& x, double lambda);

/// The flat layer of Cel, slow and exact: bilateral 7/0.08/3, then L0 with λ = 0.012, the picture
/// mirrored by 16 pixels at each border so that opposite borders do not touch.
at::Tensor celTeacher(const at::Tensor& x);

} // namespace enogu::core
