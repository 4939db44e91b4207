// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/tensors.h"

#include "engine/api/error.h"

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

ElementType elementOf(at::ScalarType type)
{
    using enum ElementType;
    for (const ElementType element : {F64, F32, F16, BF16, I64, I32, I16, I8, U8, Bool})
        if (scalarOf(element) == type)
            return element;
    throw Error(ErrorCode::BadArgument, "A tensor of this type cannot be written.");
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

TensorView viewOf(const std::string& name, const at::Tensor& tensor)
{
    TensorView view;
    view.name = name;
    view.type = elementOf(tensor.scalar_type());
    view.shape = tensor.sizes().vec();
    view.strides = tensor.strides().vec();
    view.data = static_cast<const std::byte*>(tensor.const_data_ptr());
    view.bytes =
        tensor.storage().nbytes() - std::size_t(tensor.storage_offset()) * tensor.element_size();
    return view;
}

} // namespace enogu
