// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nn/gatedgelu.h"

#include "engine/nn/gelukernels.h"
#include "engine/nn/parallel.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

namespace enogu::core {

namespace {

constexpr std::int64_t kGrainValues = 1 << 15;

bool suits(const at::Tensor& x)
{
    return hasGeluKernels() && x.is_cpu() && x.numel() > 0 &&
           (x.scalar_type() == at::kFloat || x.scalar_type() == at::kBFloat16);
}

template <typename T>
void gate(const at::Tensor& x, const at::Tensor& out)
{
    const std::int64_t width = out.size(-1), rows = out.numel() / width;
    const T* in = static_cast<const T*>(x.const_data_ptr());
    T* to = static_cast<T*>(out.mutable_data_ptr());
    sharedOut(0, rows, kGrainValues / width + 1, [&](std::int64_t begin, std::int64_t end) {
        gateRows<T>({in + 2 * begin * width, end - begin, width}, to + begin * width);
    });
}

template <typename T>
void gateGrad(const at::Tensor& x, const at::Tensor& grad, const at::Tensor& out)
{
    const std::int64_t width = grad.size(-1), rows = grad.numel() / width;
    const T *in = static_cast<const T*>(x.const_data_ptr()),
            *by = static_cast<const T*>(grad.const_data_ptr());
    T* to = static_cast<T*>(out.mutable_data_ptr());
    sharedOut(0, rows, kGrainValues / width + 1, [&](std::int64_t begin, std::int64_t end) {
        gateGradRows<T>({in + 2 * begin * width, end - begin, width}, by + begin * width,
                        to + 2 * begin * width);
    });
}

class GatedGelu : public torch::autograd::Function<GatedGelu>
{
public:
    using Context = torch::autograd::AutogradContext;
    using Tensors = torch::autograd::variable_list;

    static at::Tensor forward(Context* context, const at::Tensor& x)
    {
        context->save_for_backward({x});
        std::vector<std::int64_t> sizes = x.sizes().vec();
        sizes.back() /= 2;
        at::Tensor out = at::empty(sizes, x.options());
        x.scalar_type() == at::kFloat ? gate<float>(x, out) : gate<Brain>(x, out);
        return out;
    }

    static Tensors backward(Context* context, const Tensors& grads)
    {
        const at::Tensor x = context->get_saved_variables()[0];
        const at::Tensor grad = grads[0].contiguous();
        at::Tensor out = at::empty_like(x);
        if (x.scalar_type() == at::kFloat)
            gateGrad<float>(x, grad, out);
        else
            gateGrad<Brain>(x, grad, out);
        return {out};
    }
};

} // namespace

at::Tensor gatedGelu(const at::Tensor& x)
{
    if (suits(x))
        return GatedGelu::apply(x.contiguous());
    const auto parts = x.chunk(2, -1);
    return parts[0] * at::gelu(parts[1]);
}

} // namespace enogu::core
