// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/nn/layers.h"

#include <string>
#include <utility>
#include <vector>

namespace enogu {

/// A network's tensors, float32, with their keys, in the order in which our own network asks for
/// them (from input to output).
using EagerWeights = std::vector<std::pair<std::string, at::Tensor>>;

/// The picture as an ordinary PyTorch port of the network computes it: float32, NCHW, each padding,
/// convolution, norm and activation an operation of its own over the whole picture. `kind` is that
/// of engine/weights/architectures.h ("AnimeGAN v2", …); x is [1, 3, H, W] in [−1, 1] with sides
/// that are multiples of 8. Throws Error(BadArgument) for another kind.
at::Tensor eagerPicture(const std::string& kind, EagerWeights weights, core::Resample up,
                        const at::Tensor& x);

} // namespace enogu
