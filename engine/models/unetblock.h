// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace enogu::core {

/// What a block of a UNet has behind its residual layers, after diffusers' names: nothing
/// (DownBlock2D), attention to the text (CrossAttnDownBlock2D), attention to itself
/// (AttnDownBlock2D), or nothing with residual layers that resample (ResnetDownsampleBlock2D).
enum class UNetBlock { Plain, CrossAttention, SelfAttention, ResnetResampling };

} // namespace enogu::core
