// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/lpips.h"

#include "engine/nn/layout.h"

#include <ATen/ATen.h>

namespace enogu::core {

namespace {

constexpr double kEps = 1e-10;

/// What the published weights expect of pictures in [−1, 1].
at::Tensor normalised(const at::Tensor& pictures)
{
    const at::Tensor shift = at::tensor({-.030F, -.088F, -.188F}).view({1, 3, 1, 1});
    const at::Tensor scale = at::tensor({.458F, .448F, .450F}).view({1, 3, 1, 1});
    return (pictures - shift.to(pictures.device())) / scale.to(pictures.device());
}

} // namespace

Lpips::Lpips(const VggConfig& config, const Parameters& parameters)
    : m_features(config, parameters), m_dtype(parameters.dtype()), m_device(parameters.device())
{
    for (std::size_t i = 0; i < config.channels.size(); ++i) {
        const Parameters at = parameters / ("lin" + std::to_string(i)) / "model" / 1;
        m_weights.push_back(at("weight", {1, config.channels[i], 1, 1}).to(at::kFloat));
    }
}

std::vector<at::Tensor> Lpips::featuresOf(const at::Tensor& pictures) const
{
    const at::Tensor x = normalised(pictures.to(m_device)).to(m_dtype);
    std::vector<at::Tensor> features = m_features(inLayout(x));
    for (at::Tensor& feature : features) {
        feature = feature.to(at::kFloat);
        feature = feature / (at::linalg_vector_norm(feature, 2, {1}, true) + kEps);
    }
    return features;
}

at::Tensor Lpips::operator()(const at::Tensor& a, const at::Tensor& b) const
{
    const std::vector<at::Tensor> ofA = featuresOf(a), ofB = featuresOf(b);
    at::Tensor distance = at::zeros({a.size(0)}, ofA.front().options());
    for (std::size_t i = 0; i < ofA.size(); ++i)
        distance = distance + ((ofA[i] - ofB[i]).square() * m_weights[i]).sum(1).mean({1, 2});
    return distance;
}

} // namespace enogu::core
