// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/nn/conv2d.h"

#include <vector>

namespace enogu::core {

/// A PatchGAN: 4×4 convolutions with leaky rectifiers of 0.2, the first `depth` of stride 2. There
/// is no norm: a picture's verdict does not hang on the others of its batch, and no statistics run
/// along.
struct PatchGanConfig
{
    std::int64_t inChannels = 3;
    std::int64_t width = 64; ///< of the first layer; doubled by each, up to eight times as many
    std::int64_t depth = 3;
};

class PatchGan
{
public:
    /// Asks for "main.0.weight", "main.0.bias", "main.2.weight" and so on, each once.
    PatchGan(const PatchGanConfig& config, const Parameters& parameters);

    /// pictures [B, inChannels, H, W], sides at least 3 · 2^depth → a verdict for each patch,
    /// [B, 1, H / 2^depth − 2, W / 2^depth − 2] float32: the higher, the more real.
    at::Tensor operator()(const at::Tensor& pictures) const;

private:
    std::vector<Conv2d> m_layers;
    at::ScalarType m_dtype;
    at::Device m_device;
};

} // namespace enogu::core
