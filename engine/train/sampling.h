// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/diffusion/sampler.h"
#include "engine/models/unet2dcondition.h"

namespace enogu::core {

struct SamplingPlan
{
    SamplerConfig sampler;
    std::int64_t steps = 20;
    double textGuidance = 7.5, imageGuidance = 1.5; ///< the second is for instruction models
};

/// Many samples at once, for sheets and measures. noise [B, C, h, w] of unit variance; text and
/// `nothing`, the empty text, [B, L, D]; source [B, C, h, w] unscaled for instruction models, else
/// undefined. The result is scaled, [B, C, h, w].
at::Tensor sampled(const UNet2DCondition& unet, const at::Tensor& noise, const at::Tensor& text,
                   const at::Tensor& nothing, const at::Tensor& source, const SamplingPlan& plan);

} // namespace enogu::core
