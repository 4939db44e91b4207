// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/formats/tensorfile.h"

#include <ATen/core/Tensor.h>

namespace enogu {

/// The numbers of a view as a float32 tensor of its shape, row-major, owned by the tensor.
at::Tensor floatTensor(const TensorView& view);
/// The same in the view's own element type (integers stay exact).
at::Tensor ownTensor(const TensorView& view);
/// A tensor of the CPU under a name, to be written; it must outlive the view. Throws
/// Error(BadArgument) for an element type that no file holds.
TensorView viewOf(const std::string& name, const at::Tensor& tensor);

} // namespace enogu
