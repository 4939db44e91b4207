// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

namespace enogu::core {

/// Gelu is the exact one (erf); QuickGelu is x · sigmoid(1.702 x), of the first CLIP models.
enum class Activation { Silu, Gelu, QuickGelu, Mish, Relu };

at::Tensor activated(const at::Tensor& x, Activation activation);

} // namespace enogu::core
