// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/models/blocks.h"
#include "engine/models/generator.h"

#include <array>

namespace enogu::core {

/// White-box cartoonization, the PyTorch port: a U-Net without norms, tanh twice, then a guided
/// filter with the photo as guide.
class WhiteBox : public Generator
{
public:
    /// `up` is one of the bilinear ×2 kinds.
    WhiteBox(const TensorSource& source, at::ScalarType dtype, Resample up);
    at::Tensor forward(const at::Tensor& x, Run& run) const override;
    const GeneratorTraits& traits() const override { return m_traits; }

private:
    GeneratorTraits m_traits;
    Resample m_up;
    Conv m_first;
    std::array<Conv, 2> m_down1, m_down2, m_up2, m_last;
    std::array<std::array<Conv, 2>, 4> m_residuals;
    Conv m_up1;
};

/// Guided filter per channel of `picture` by `guide`, both [1, 3, H, W] float32: 3×3 windows, which
/// shrink at the borders.
at::Tensor guidedFilter(Run& run, const at::Tensor& guide, const at::Tensor& picture, double eps);

} // namespace enogu::core
