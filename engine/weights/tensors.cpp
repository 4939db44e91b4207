// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/tensors.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>

namespace enogu {

namespace {

at::ScalarType scalarOf(ElementType type)
{
    switch (type) {
    case ElementType::F64:
        return at::kDouble;
    case ElementType::F32:
        return at::kFloat;
    case ElementType::F16:
        return at::kHalf;
    case ElementType::BF16:
        return at::kBFloat16;
    case ElementType::I64:
        return at::kLong;
    case ElementType::I32:
        return at::kInt;
    case ElementType::I16:
        return at::kShort;
    case ElementType::I8:
        return at::kChar;
    case ElementType::U8:
        return at::kByte;
    case ElementType::Bool:
        return at::kBool;
    }
    return at::kFloat;
}

/// A tensor over the file's own memory: only to be copied from.
at::Tensor borrowed(const TensorView& view)
{
    const auto options = at::TensorOptions().dtype(scalarOf(view.type));
    if (view.elements() == 0)
        return at::empty(view.shape, options);
    return at::from_blob(const_cast<std::byte*>(view.data), view.shape, view.strides, options);
}

} // namespace

at::Tensor floatTensor(const TensorView& view)
{
    const at::Tensor values = at::empty(view.shape, at::TensorOptions().dtype(at::kFloat));
    return values.copy_(borrowed(view));
}

at::Tensor ownTensor(const TensorView& view)
{
    const at::Tensor source = borrowed(view);
    return at::empty(view.shape, source.options()).copy_(source);
}

} // namespace enogu
