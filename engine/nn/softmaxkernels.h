// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/nn/rowkernels.h"

namespace enogu::core {

/// Whether this CPU can what follows (AVX512_BF16); nothing may be called where it cannot.
bool hasSoftmaxKernels();

/// Rows of `width` values one behind the other, T float or Brain; row r sees its first
/// `visible` + r · `more` values, the others weigh 0.
template <typename T>
struct SoftmaxRows
{
    const T* in;
    T* out; ///< may be in
    std::int64_t count, width, visible, more;
    float scale;
};

/// out = softmax(scale · in). Any thread.
template <typename T>
void softmaxRows(const SoftmaxRows<T>& rows);

/// out = scale · weights · (in − Σ weights · in): the gradient by the logits, of that by the
/// weights. Any thread.
template <typename T>
void softmaxGradRows(const SoftmaxRows<T>& rows, const T* weights);

} // namespace enogu::core
