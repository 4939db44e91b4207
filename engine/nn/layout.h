// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

namespace enogu::core {

/// x [B, C, h, w] in the memory layout that the networks run in: channels-last on a CPU where no
/// gradient is taken. (With gradients it stays plain: LibTorch 2.11's channels-last GroupNorm has
/// no backward for an input that needs no gradient.)
at::Tensor inLayout(const at::Tensor& x);

} // namespace enogu::core
