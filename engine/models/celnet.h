// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/Tensor.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace enogu::core {

/// One weight or bias of the network, in the order of celParameters.
struct CelParameter
{
    std::string name; ///< e.g. "mid.0.a.weight"
    std::vector<std::int64_t> shape;
};

/// Names and shapes of the network's parameters for a width (channels at half size; 24 is shipped).
std::vector<CelParameter> celParameters(std::int64_t width);

/// Called between blocks with the share of the work that is done, 0 … 1; may throw to cancel.
using CelProgress = std::function<void(double)>;

/// The norm-free network of the flat layer. `parameters` are in the order of celParameters; their
/// dtype is that of the convolutions. x is [N,3,H,W] float32 in [-1, 1], sides multiples of
/// kCelMultiple; so is the result, not clamped. Differentiable; every down- and up-sampling is
/// symmetric about its 2×2 block.
at::Tensor celForward(const std::vector<at::Tensor>& parameters, const at::Tensor& x,
                      const CelProgress& progress = {});

inline constexpr int kCelMultiple = 8;
/// No output pixel depends on input farther away than this.
inline constexpr int kCelRadius = 128;

} // namespace enogu::core
