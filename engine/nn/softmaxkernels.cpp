// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nn/softmaxkernels.h"

#include "engine/nn/avx512.h"

#ifdef ENOGU_HAS_AVX512

#include <algorithm>
#include <limits>
#include <numbers>
#include <vector>

namespace enogu::core {

namespace {

constexpr int kLanes = 16;
constexpr float kLog2e = std::numbers::log2e_v<float>;

/// Σ 2^(scale · (in − the row's maximum)), the terms in `powers`.
template <typename T>
ENOGU_AVX512 float exponentials(const T* in, std::int64_t seen, float scale, float* powers)
{
    __m512 largest = _mm512_set1_ps(-std::numeric_limits<float>::infinity());
    for (std::int64_t i = 0; i < seen; i += kLanes)
        largest =
            _mm512_mask_max_ps(largest, first16(seen - i), largest, loadFloats(in + i, seen - i));
    const __m512 maximum = _mm512_set1_ps(_mm512_reduce_max_ps(largest));
    const __m512 rate = _mm512_set1_ps(scale);
    __m512 sum = _mm512_setzero_ps();
    for (std::int64_t i = 0; i < seen; i += kLanes) {
        const __m512 apart = _mm512_sub_ps(loadFloats(in + i, seen - i), maximum);
        const __m512 power = powerOfTwo(_mm512_mul_ps(apart, rate));
        sum = _mm512_mask_add_ps(sum, first16(seen - i), sum, power);
        _mm512_storeu_ps(powers + i, power);
    }
    return _mm512_reduce_add_ps(sum);
}

template <typename T>
ENOGU_AVX512 void softmax(const SoftmaxRows<T>& rows, float* powers)
{
    for (std::int64_t r = 0; r < rows.count; ++r) {
        const std::int64_t seen = std::min(rows.width, rows.visible + r * rows.more);
        const float sum = exponentials(rows.in + r * rows.width, seen, rows.scale * kLog2e, powers);
        const __m512 share = _mm512_set1_ps(1 / sum);
        T* out = rows.out + r * rows.width;
        for (std::int64_t i = 0; i < seen; i += kLanes)
            storeFloats(out + i, _mm512_mul_ps(_mm512_loadu_ps(powers + i), share), seen - i);
        std::fill(out + seen, out + rows.width, T(0));
    }
}

template <typename T>
ENOGU_AVX512 void softmaxGrad(const SoftmaxRows<T>& rows, const T* weights)
{
    const __m512 scale = _mm512_set1_ps(rows.scale);
    for (std::int64_t r = 0; r < rows.count; ++r) {
        const T *in = rows.in + r * rows.width, *weight = weights + r * rows.width;
        __m512 sum = _mm512_setzero_ps();
        for (std::int64_t i = 0; i < rows.width; i += kLanes)
            sum = _mm512_fmadd_ps(loadFloats(in + i, rows.width - i),
                                  loadFloats(weight + i, rows.width - i), sum);
        const __m512 mean = _mm512_set1_ps(_mm512_reduce_add_ps(sum));
        T* out = rows.out + r * rows.width;
        for (std::int64_t i = 0; i < rows.width; i += kLanes) {
            const __m512 apart = _mm512_sub_ps(loadFloats(in + i, rows.width - i), mean);
            const __m512 share = _mm512_mul_ps(loadFloats(weight + i, rows.width - i), scale);
            storeFloats(out + i, _mm512_mul_ps(apart, share), rows.width - i);
        }
    }
}

} // namespace

bool hasSoftmaxKernels()
{
    return hasAvx512Brain();
}

template <typename T>
void softmaxRows(const SoftmaxRows<T>& rows)
{
    std::vector<float> powers(std::size_t(rows.width + kLanes));
    softmax(rows, powers.data());
}

template <typename T>
void softmaxGradRows(const SoftmaxRows<T>& rows, const T* weights)
{
    softmaxGrad(rows, weights);
}

} // namespace enogu::core

#else

namespace enogu::core {

bool hasSoftmaxKernels()
{
    return false;
}

template <typename T>
void softmaxRows(const SoftmaxRows<T>&)
{
}

template <typename T>
void softmaxGradRows(const SoftmaxRows<T>&, const T*)
{
}

} // namespace enogu::core

#endif

namespace enogu::core {

template void softmaxRows(const SoftmaxRows<float>&);
template void softmaxRows(const SoftmaxRows<Brain>&);
template void softmaxGradRows(const SoftmaxRows<float>&, const float*);
template void softmaxGradRows(const SoftmaxRows<Brain>&, const Brain*);

} // namespace enogu::core
