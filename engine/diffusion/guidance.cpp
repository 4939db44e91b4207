// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diffusion/guidance.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/std.h>

namespace enogu::core {

namespace {

at::Tensor spreadOf(const at::Tensor& output)
{
    return output.flatten(1).std(1, true, true).view({-1, 1, 1, 1});
}

} // namespace

at::Tensor guided(const at::Tensor& unconditional, const at::Tensor& conditional, double guidance)
{
    return unconditional + guidance * (conditional - unconditional);
}

at::Tensor rescaled(const at::Tensor& guidedOutput, const at::Tensor& conditional, double phi)
{
    const at::Tensor same = guidedOutput * (spreadOf(conditional) / spreadOf(guidedOutput));
    return phi * same + (1 - phi) * guidedOutput;
}

DualWeights dualWeights(double textGuidance, double imageGuidance)
{
    return {textGuidance, imageGuidance - textGuidance, 1 - imageGuidance};
}

at::Tensor dualGuided(const at::Tensor& textAndImage, const at::Tensor& image,
                      const at::Tensor& none, double textGuidance, double imageGuidance)
{
    const DualWeights weights = dualWeights(textGuidance, imageGuidance);
    return weights.both * textAndImage + weights.image * image + weights.none * none;
}

at::Tensor ClassifierFreeGuidance::operator()(const at::Tensor& x, double t)
{
    const auto rows = m_rows(at::cat({x, x}), t).chunk(2);
    const at::Tensor output = guided(rows[0], rows[1], m_guidance);
    return m_rescale > 0 ? rescaled(output, rows[1], m_rescale) : output;
}

at::Tensor WeightedRows::operator()(const at::Tensor& x, double t)
{
    const auto count = std::int64_t(m_weights.size());
    const auto rows = m_rows(x.repeat({count, 1, 1, 1}), t).chunk(count);
    at::Tensor sum = m_weights[0] * rows[0];
    for (std::size_t i = 1; i < m_weights.size(); ++i)
        sum = sum + m_weights[i] * rows[i];
    return sum;
}

} // namespace enogu::core
