// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/models/vgg.h"

namespace enogu::core {

/// How unlike two pictures look (LPIPS): the squared difference of features, each pixel's brought
/// to unit length, weighed by channel, averaged over the picture and summed over the stages.
class Lpips
{
public:
    /// Asks for torchvision's keys of the features and "lin0.model.1.weight" and so on, each once.
    Lpips(const VggConfig& config, const Parameters& parameters);

    /// a, b [B, 3, H, W] float32 in [−1, 1] → [B] float32; differentiable in all it is made of.
    at::Tensor operator()(const at::Tensor& a, const at::Tensor& b) const;

private:
    std::vector<at::Tensor> featuresOf(const at::Tensor& pictures) const;

    Vgg m_features;
    std::vector<at::Tensor> m_weights; ///< [1, channels, 1, 1] float32
    at::ScalarType m_dtype;
    at::Device m_device;
};

} // namespace enogu::core
