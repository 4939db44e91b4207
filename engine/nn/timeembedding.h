// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/nn/activation.h"
#include "engine/nn/linear.h"

#include <optional>

namespace enogu::core {

/// The sinusoids of a timestep (Ho et al. 2020): frequencies 10000^(−i / (width / 2 − freqShift)).
struct Sinusoid
{
    std::int64_t width = 320;
    bool flipSinToCos = true; ///< cosines first
    double freqShift = 0;

    /// t [B], may be fractional → float32 [B, width] on the CPU.
    at::Tensor operator()(const at::Tensor& t) const;
};

struct TimeEmbeddingShape
{
    Sinusoid sinusoid{};
    std::int64_t width = 1280;
    std::int64_t guidanceWidth = 0; ///< time_cond_proj_dim; 0: none
    Activation activation = Activation::Silu;
    std::optional<Activation> last{}; ///< applied to the result
};

/// Timestep → sinusoids → Linear, activation, Linear.
class TimeEmbedding
{
public:
    TimeEmbedding(const Parameters& at, const TimeEmbeddingShape& shape);

    /// t [1 or B] → [1 or B, width]; guidance [B, guidanceWidth] or undefined.
    at::Tensor operator()(const at::Tensor& t, const at::Tensor& guidance) const;

private:
    TimeEmbeddingShape m_shape;
    at::ScalarType m_dtype;
    at::Device m_device;
    Linear m_first, m_second;
    std::optional<Linear> m_guidance;
};

} // namespace enogu::core
