// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

namespace enogu::core {

/// hidden · gelu(gate) of x […, 2 · width], its rows [hidden | gate], → […, width]. Differentiable
/// once; one pass each way on a CPU with AVX512_BF16.
at::Tensor gatedGelu(const at::Tensor& x);

} // namespace enogu::core
