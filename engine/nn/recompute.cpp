// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nn/recompute.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/custom_class.h>

namespace enogu::core {

namespace {

using torch::autograd::AutogradContext;
using Tensors = torch::autograd::variable_list;

struct Held : torch::CustomClassHolder
{
    explicit Held(Piece kept) : piece(std::move(kept)) {}
    Piece piece;
};

/// The same numbers, cut off from what they were made of.
Tensors cutOff(const Tensors& tensors)
{
    Tensors cut;
    for (const at::Tensor& tensor : tensors)
        cut.push_back(tensor.defined() ? tensor.detach() : tensor);
    return cut;
}

class Recomputed : public torch::autograd::Function<Recomputed>
{
public:
    /// Runs as in training, so that the same kernels work as later in backward.
    static Tensors forward(AutogradContext* context, const Piece& piece, at::TensorList inputs,
                           at::TensorList weights)
    {
        Tensors kept = inputs.vec();
        kept.insert(kept.end(), weights.begin(), weights.end());
        context->save_for_backward(kept);
        context->saved_data["piece"] = c10::IValue::make_capsule(c10::make_intrusive<Held>(piece));
        context->saved_data["inputs"] = std::int64_t(inputs.size());
        const at::AutoGradMode trains(true);
        return cutOff(piece(cutOff(inputs.vec())));
    }

    static Tensors backward(AutogradContext* context, const Tensors& gradients)
    {
        const Tensors kept = context->get_saved_variables();
        const auto count = context->saved_data["inputs"].toInt();
        const auto held =
            c10::static_intrusive_pointer_cast<Held>(context->saved_data["piece"].toCapsule());
        const at::AutoGradMode trains(true);
        Tensors wanted = cutOff({kept.begin(), kept.begin() + count});
        for (std::int64_t i = 0; i < count; ++i)
            wanted[std::size_t(i)].requires_grad_(kept[std::size_t(i)].requires_grad());
        const Tensors results = held->piece(wanted);
        wanted.insert(wanted.end(), kept.begin() + count, kept.end());
        Tensors all{at::Tensor()}; // of the piece itself
        const Tensors found = gradientsOf(results, gradients, wanted);
        all.insert(all.end(), found.begin(), found.end());
        return all;
    }

private:
    /// Undefined for what needs none.
    static Tensors gradientsOf(const Tensors& results, const Tensors& gradients,
                               const Tensors& wanted)
    {
        Tensors roots, weights, leaves;
        for (std::size_t i = 0; i < results.size(); ++i)
            if (gradients[i].defined() && results[i].requires_grad()) {
                roots.push_back(results[i]);
                weights.push_back(gradients[i]);
            }
        for (const at::Tensor& tensor : wanted)
            if (tensor.requires_grad())
                leaves.push_back(tensor);
        const Tensors found = torch::autograd::grad(roots, leaves, weights, true, false, true);
        Tensors all;
        auto next = found.begin();
        for (const at::Tensor& tensor : wanted)
            all.push_back(tensor.requires_grad() ? *next++ : at::Tensor());
        return all;
    }
};

} // namespace

std::vector<at::Tensor> recomputed(const Piece& piece, const std::vector<at::Tensor>& inputs,
                                   const std::vector<at::Tensor>& weights)
{
    return Recomputed::apply(piece, at::TensorList(inputs), at::TensorList(weights));
}

} // namespace enogu::core
