// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diffusion/noiseschedule.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/cumprod.h>
#include <ATen/ops/linspace.h>
#include <ATen/ops/scalar_tensor.h>
#include <ATen/ops/sigmoid.h>
#include <ATen/ops/tensor.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace enogu::core {

namespace {

/// Nichol and Dhariwal 2021 (arXiv 2102.09672), eq. 17; β ≤ 0.999.
at::Tensor cosineBetas(std::int64_t trainSteps)
{
    const auto abar = [trainSteps](std::int64_t i) {
        const double t = double(i) / double(trainSteps);
        const double root = std::cos((t + 0.008) / 1.008 * std::numbers::pi / 2);
        return root * root;
    };
    std::vector<float> betas(static_cast<std::size_t>(trainSteps));
    for (std::int64_t i = 0; i < trainSteps; ++i)
        betas[std::size_t(i)] = float(std::min(1 - abar(i + 1) / abar(i), 0.999));
    return at::tensor(betas);
}

at::Tensor betasOf(const NoiseScheduleConfig& config)
{
    const auto between = [&](double first, double last) {
        return at::linspace(first, last, config.trainSteps, at::kFloat);
    };
    if (!config.trainedBetas.empty())
        return at::tensor(config.trainedBetas);
    const double b0 = config.betaStart, b1 = config.betaEnd;
    switch (config.betas) {
    case BetaSchedule::Linear:
        return between(b0, b1);
    case BetaSchedule::ScaledLinear:
        return between(std::sqrt(b0), std::sqrt(b1)).square();
    case BetaSchedule::Sigmoid:
        return at::sigmoid(between(-6, 6)) * (b1 - b0) + b0;
    case BetaSchedule::Cosine:
        break;
    }
    return cosineBetas(config.trainSteps);
}

/// Lin et al. 2023 (arXiv 2305.08891), algorithm 1: √ᾱ is shifted so that the last is 0 and scaled
/// so that the first stays.
at::Tensor withZeroTerminalSnr(const at::Tensor& betas)
{
    at::Tensor root = at::cumprod(1 - betas, 0).sqrt();
    const at::Tensor first = root[0], last = root[-1];
    root = (root - last) * (first / (first - last));
    const at::Tensor abar = root.square();
    const at::Tensor ratios = abar.slice(0, 1) / abar.slice(0, 0, -1);
    return 1 - at::cat({abar.slice(0, 0, 1), ratios});
}

std::vector<float> numbersOf(const at::Tensor& row)
{
    const at::Tensor dense = row.contiguous();
    return {dense.const_data_ptr<float>(), dense.const_data_ptr<float>() + dense.numel()};
}

} // namespace

NoiseSchedule::NoiseSchedule(const NoiseScheduleConfig& config)
{
    at::Tensor betas = betasOf(config);
    if (config.zeroTerminalSnr)
        betas = withZeroTerminalSnr(betas);
    const at::Tensor abar = at::cumprod(1 - betas, 0);
    const at::Tensor some = abar.masked_fill(abar == 0, 0x1p-24);
    m_alphasCumprod = numbersOf(abar);
    m_sigmas = numbersOf(((1 - some) / some).sqrt());
}

float root(float square)
{
    return at::scalar_tensor(square, at::kFloat).sqrt().item<float>();
}

} // namespace enogu::core
