// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/nn/conv2d.h"

#include <vector>

namespace enogu::core {

/// A stack of 3×3 convolutions with rectifiers, in stages between which the picture is halved by
/// 2×2 maxima: VGG-16 unless told otherwise.
struct VggConfig
{
    std::vector<std::int64_t> channels{64, 128, 256, 512, 512}; ///< of each stage, the finest first
    std::vector<std::int64_t> layers{2, 2, 3, 3, 3};            ///< of each stage
};

/// The features of such a network; no classifier.
class Vgg
{
public:
    /// Asks for torchvision's keys, "features.0.weight" and so on, each once.
    Vgg(const VggConfig& config, const Parameters& parameters);

    /// x [B, 3, H, W], sides at least 2 to the number of stages less one → what each stage gives
    /// after its last rectifier, [B, channels, H / 2^stage, W / 2^stage].
    std::vector<at::Tensor> operator()(at::Tensor x) const;

private:
    std::vector<std::vector<Conv2d>> m_stages;
};

} // namespace enogu::core
