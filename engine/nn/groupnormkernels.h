// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/nn/rowkernels.h"

namespace enogu::core {

/// Whether this CPU can what follows (AVX512_BF16); nothing may be called where it cannot.
bool hasGroupNormKernels();

/// Adds in − origin and its square of `pixels` pixels, per channel. Any thread.
void addMoments(const Brain* in, std::int64_t pixels, std::int64_t channels, const float* origin,
                float* sum, float* square);

/// out = silu(in · scale + shift), `pixels` pixels of `channels` values, each channel with its
/// scale and shift; slope is not read. One rounding, to nearest even. Any thread.
void siluRow(const Brain* in, Brain* out, std::int64_t pixels, const PixelTransform& t);

} // namespace enogu::core
