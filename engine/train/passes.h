// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <vector>

namespace enogu::core {

/// Adds the gradients of `passes` losses, each divided by their number, to the leaves, and returns
/// the sum of these. The passes run side by side on as many threads as LibTorch may use, which
/// keeps small networks busier than threads within an operation; the sums do not depend on the
/// threads. `lossOf(i)` gives a scalar, called from any thread.
double addGradients(int passes, const std::vector<at::Tensor>& leaves,
                    const std::function<at::Tensor(int)>& lossOf);

} // namespace enogu::core
