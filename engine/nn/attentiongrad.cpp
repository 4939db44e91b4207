// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nn/attentiongrad.h"

#include "engine/nn/parallel.h"
#include "engine/nn/softmaxkernels.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/custom_function.h>

#include <cmath>

namespace enogu::core {

namespace {

constexpr std::int64_t kMostWeights = std::int64_t(1) << 28;

/// [B, N, heads · d] → [B · heads, N, d].
at::Tensor headsFirst(const at::Tensor& x, std::int64_t heads)
{
    return x.view({x.size(0), x.size(1), heads, x.size(2) / heads})
        .transpose(1, 2)
        .reshape({x.size(0) * heads, x.size(1), x.size(2) / heads});
}

/// And back.
at::Tensor headsLast(const at::Tensor& x, std::int64_t heads)
{
    return x.view({x.size(0) / heads, heads, x.size(1), x.size(2)})
        .transpose(1, 2)
        .reshape({x.size(0) / heads, x.size(1), heads * x.size(2)});
}

/// The head `head` of x [heads, N, M] as rows; the result takes the place of x.
template <typename T>
SoftmaxRows<T> rowsOf(const at::Tensor& x, std::int64_t head, float scale, AttentionMask mask)
{
    T* values = static_cast<T*>(x.data_ptr()) + head * x.size(1) * x.size(2);
    const bool causal = mask == AttentionMask::Causal;
    return {values, values, x.size(1), x.size(2), causal ? 1 : x.size(2), causal ? 1 : 0, scale};
}

template <typename Work>
void forHeads(const at::Tensor& x, const Work& work)
{
    sharedOut(0, x.size(0), 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t head = begin; head < end; ++head)
            work(head);
    });
}

void softmaxInPlace(const at::Tensor& logits, float scale, AttentionMask mask)
{
    forHeads(logits, [&](std::int64_t head) {
        if (logits.scalar_type() == at::kFloat)
            softmaxRows(rowsOf<float>(logits, head, scale, mask));
        else
            softmaxRows(rowsOf<Brain>(logits, head, scale, mask));
    });
}

template <typename T>
void softmaxGrad(const at::Tensor& grad, const at::Tensor& weights, std::int64_t head, float scale)
{
    softmaxGradRows(rowsOf<T>(grad, head, scale, AttentionMask::None),
                    rowsOf<T>(weights, head, scale, AttentionMask::None).in);
}

void softmaxGradInPlace(const at::Tensor& grad, const at::Tensor& weights, float scale)
{
    forHeads(grad, [&](std::int64_t head) {
        if (grad.scalar_type() == at::kFloat)
            softmaxGrad<float>(grad, weights, head, scale);
        else
            softmaxGrad<Brain>(grad, weights, head, scale);
    });
}

class TrainedAttention : public torch::autograd::Function<TrainedAttention>
{
public:
    using Context = torch::autograd::AutogradContext;
    using Tensors = torch::autograd::variable_list;

    static at::Tensor forward(Context* context, const at::Tensor& q, const at::Tensor& k,
                              const at::Tensor& v, std::int64_t heads, AttentionMask mask)
    {
        const at::Tensor queries = headsFirst(q, heads), keys = headsFirst(k, heads),
                         values = headsFirst(v, heads);
        const at::Tensor weights = at::bmm(queries, keys.mT());
        softmaxInPlace(weights, scaleOf(queries), mask);
        context->save_for_backward({queries, keys, values, weights});
        context->saved_data["heads"] = heads;
        return headsLast(at::bmm(weights, values), heads);
    }

    static Tensors backward(Context* context, const Tensors& grads)
    {
        const Tensors saved = context->get_saved_variables();
        const at::Tensor &queries = saved[0], &keys = saved[1], &values = saved[2],
                         &weights = saved[3];
        const std::int64_t heads = context->saved_data["heads"].toInt();
        const at::Tensor grad = headsFirst(grads[0].contiguous(), heads);
        const at::Tensor byValues = at::bmm(weights.mT(), grad);
        const at::Tensor byLogits = at::bmm(grad, values.mT());
        softmaxGradInPlace(byLogits, weights, scaleOf(queries));
        return {headsLast(at::bmm(byLogits, keys), heads),
                headsLast(at::bmm(byLogits.mT(), queries), heads), headsLast(byValues, heads),
                at::Tensor(), at::Tensor()};
    }

private:
    static float scaleOf(const at::Tensor& queries)
    {
        return float(1 / std::sqrt(double(queries.size(2))));
    }
};

} // namespace

bool suitsTrainedAttention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                           std::int64_t heads)
{
    const bool wantsGradient = q.requires_grad() || k.requires_grad() || v.requires_grad();
    return c10::GradMode::is_enabled() && wantsGradient && q.is_cpu() && q.numel() > 0 &&
           k.numel() > 0 && (q.scalar_type() == at::kBFloat16 || q.scalar_type() == at::kFloat) &&
           q.size(0) * heads * q.size(1) * k.size(1) <= kMostWeights && hasSoftmaxKernels();
}

at::Tensor trainedAttention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                            std::int64_t heads, AttentionMask mask)
{
    TORCH_CHECK(suitsTrainedAttention(q, k, v, heads), "trainedAttention does not take these.");
    const auto forAll = [&](const at::Tensor& x) {
        return x.size(0) == q.size(0) ? x : x.expand({q.size(0), x.size(1), x.size(2)});
    };
    return TrainedAttention::apply(q, forAll(k), forAll(v), heads, mask);
}

} // namespace enogu::core
