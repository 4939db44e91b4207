// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/nn/rowkernels.h"

namespace enogu::core {

/// Whether this CPU can what follows (AVX512_BF16); nothing may be called where it cannot.
bool hasGroupNormKernels();

/// Pixels of `channels` values one behind the other; T is float or Brain. Pointers that a kernel
/// does not name may be null.
template <typename T>
struct NormPixels
{
    const T* in;
    const T* grad; ///< of the loss by the norm's result
    T* out;
    std::int64_t count, channels;
};

/// Of each channel: the norm makes z = in · scale + shift, and silu(z) where it activates.
struct NormLine
{
    const float *scale, *shift;
    bool silu;
};

/// sum and square = Σ (in − origin) and its square, per channel. Any thread.
template <typename T>
void sumPixels(const NormPixels<T>& pixels, const float* origin, float* sum, float* square);

/// out = what the norm makes. Any thread.
template <typename T>
void normPixels(const NormPixels<T>& pixels, const NormLine& line);

/// What the gradient by z adds up to, per channel.
struct NormGradSums
{
    const float* centre;
    float *sum, *product; ///< Σ dz and Σ dz · (in − centre)
};
template <typename T>
void sumGradients(const NormPixels<T>& pixels, const NormLine& line, const NormGradSums& into);

/// out = scale · dz + slope · in + offset, slope and offset per channel. Any thread.
template <typename T>
void gradPixels(const NormPixels<T>& pixels, const NormLine& line, const float* slope,
                const float* offset);

} // namespace enogu::core
