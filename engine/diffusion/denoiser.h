// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

namespace enogu::core {

/// (x, t) → the raw output of a diffusion model for x, which the sampler has already scaled.
/// x [B, C, h, w] float32, t one timestep for the whole batch; the output is float32 of x's shape.
/// Guidance, masks and attention sharing are Denoisers that wrap a Denoiser.
class Denoiser
{
public:
    virtual ~Denoiser() = default;
    virtual at::Tensor operator()(const at::Tensor& x, double t) = 0;
};

} // namespace enogu::core
