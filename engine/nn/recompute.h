// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <vector>

namespace enogu::core {

/// A piece of a network as a function of all that changes from pass to pass.
using Piece = std::function<std::vector<at::Tensor>(const std::vector<at::Tensor>& inputs)>;

/// piece(inputs), whose backward keeps nothing but the inputs: it computes the piece again. Less
/// memory for a third more time (gradient checkpointing, Chen et al. 2016). `weights`: what else
/// the piece is made of that needs a gradient. Gradients are the same as without.
std::vector<at::Tensor> recomputed(const Piece& piece, const std::vector<at::Tensor>& inputs,
                                   const std::vector<at::Tensor>& weights);

} // namespace enogu::core
