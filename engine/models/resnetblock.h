// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/nn/activation.h"
#include "engine/nn/conv2d.h"
#include "engine/nn/linear.h"
#include "engine/nn/normalisation.h"

#include <optional>

namespace enogu::core {

/// What all residual blocks of a network share.
struct ResnetSettings
{
    std::int64_t timeWidth = 0; ///< 0: no time embedding
    std::int64_t groups = 32;
    double eps = 1e-5;
    Activation activation = Activation::Silu;
    bool timeScaleShift = false; ///< the time scales and shifts instead of being added
    double scale = 1;            ///< the result is divided by it
};

/// Norm, activation, convolution, twice, with the time between them; then the identity is added.
class ResnetBlock
{
public:
    /// Down and Up halve and double the picture behind the first activation.
    enum class Size { Keep, Down, Up };

    ResnetBlock(const Parameters& at, std::int64_t in, std::int64_t out,
                const ResnetSettings& settings, Size size = Size::Keep);

    /// x [B, in, h, w]; time [1 or B, timeWidth], activated already, or undefined. Up: to the
    /// extent asked for.
    at::Tensor operator()(const at::Tensor& x, const at::Tensor& time,
                          at::IntArrayRef upSize = {}) const;

private:
    at::Tensor resized(const at::Tensor& x, at::IntArrayRef upSize) const;
    /// The second norm and activation, the time between them or before.
    at::Tensor withTime(const at::Tensor& x, const at::Tensor& time) const;

    GroupNorm m_norm1;
    Conv2d m_conv1;
    std::optional<Linear> m_time;
    GroupNorm m_norm2;
    Conv2d m_conv2;
    std::optional<Conv2d> m_shortcut;
    ResnetSettings m_settings;
    Size m_size;
};

} // namespace enogu::core
