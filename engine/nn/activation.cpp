// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nn/activation.h"

#include <ATen/ATen.h>

namespace enogu::core {

at::Tensor activated(const at::Tensor& x, Activation activation)
{
    switch (activation) {
    case Activation::Silu:
        return at::silu(x);
    case Activation::Gelu:
        return at::gelu(x);
    case Activation::QuickGelu:
        return x * at::sigmoid(1.702 * x);
    case Activation::Mish:
        return at::mish(x);
    case Activation::Relu:
        break;
    }
    return at::relu(x);
}

} // namespace enogu::core
