// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/nn/rowkernels.h"

namespace enogu::core {

/// Whether this CPU can what follows (AVX512_BF16); nothing may be called where it cannot.
bool hasGeluKernels();

/// Rows [hidden | gate] of 2 · width values one behind the other, T float or Brain.
template <typename T>
struct GatedRows
{
    const T* in;
    std::int64_t count, width;
};

/// out [count][width] = hidden · gelu(gate), absolute error below 1e-6 of |hidden · gate| before
/// the rounding. Any thread.
template <typename T>
void gateRows(const GatedRows<T>& rows, T* out);

/// out [count][2 · width] = the gradient by the rows, of that by gateRows' result. Any thread.
template <typename T>
void gateGradRows(const GatedRows<T>& rows, const T* grad, T* out);

} // namespace enogu::core
