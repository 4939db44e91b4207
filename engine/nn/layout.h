// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

namespace enogu::core {

/// x [B, C, h, w] in the memory layout that the networks run in: channels-last on a CPU. (Where
/// gradients are taken, only if we have a GroupNorm of our own for it: LibTorch's is slow there.)
at::Tensor inLayout(const at::Tensor& x);

} // namespace enogu::core
