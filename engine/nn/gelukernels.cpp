// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nn/gelukernels.h"

#include "engine/nn/avx512.h"

#ifdef ENOGU_HAS_AVX512

#include <numbers>

namespace enogu::core {

namespace {

constexpr int kLanes = 16;
constexpr float kLog2e = std::numbers::log2e_v<float>;

ENOGU_AVX512_INLINE __m512 all(float value)
{
    return _mm512_set1_ps(value);
}

/// The normal distribution's integral Φ(x) and density.
struct Normal
{
    __m512 integral, density;
};

/// Abramowitz and Stegun 7.1.26, erf within 1.5e-7.
ENOGU_AVX512_INLINE Normal normal(__m512 x)
{
    constexpr float kHalfRoot = float(std::numbers::sqrt2 / 2);
    constexpr float kPeak = float(std::numbers::inv_sqrtpi * std::numbers::sqrt2 / 2);
    const __m512 bell = powerOfTwo(_mm512_mul_ps(_mm512_mul_ps(x, x), all(-kLog2e / 2)));
    const __m512 t =
        reciprocal(_mm512_fmadd_ps(_mm512_abs_ps(x), all(0.3275911F * kHalfRoot), all(1)));
    __m512 p = all(1.061405429F);
    p = _mm512_fmadd_ps(p, t, all(-1.453152027F));
    p = _mm512_fmadd_ps(p, t, all(1.421413741F));
    p = _mm512_fmadd_ps(p, t, all(-0.284496736F));
    p = _mm512_fmadd_ps(p, t, all(0.254829592F));
    const __m512 tail = _mm512_mul_ps(_mm512_mul_ps(_mm512_mul_ps(p, t), bell), all(0.5F));
    const __mmask16 negative = _mm512_cmp_ps_mask(x, _mm512_setzero_ps(), _CMP_LT_OQ);
    return {_mm512_mask_mov_ps(_mm512_sub_ps(all(1), tail), negative, tail),
            _mm512_mul_ps(bell, all(kPeak))};
}

template <typename T>
ENOGU_AVX512 void gate(const GatedRows<T>& rows, T* out)
{
    for (std::int64_t r = 0; r < rows.count; ++r, out += rows.width) {
        const T *hidden = rows.in + 2 * r * rows.width, *gates = hidden + rows.width;
        for (std::int64_t i = 0; i < rows.width; i += kLanes) {
            const std::int64_t count = rows.width - i;
            const __m512 g = loadFloats(gates + i, count);
            const __m512 gelu = _mm512_mul_ps(g, normal(g).integral);
            storeFloats(out + i, _mm512_mul_ps(loadFloats(hidden + i, count), gelu), count);
        }
    }
}

template <typename T>
ENOGU_AVX512 void gateGrad(const GatedRows<T>& rows, const T* grad, T* out)
{
    for (std::int64_t r = 0; r < rows.count; ++r, grad += rows.width, out += 2 * rows.width) {
        const T *hidden = rows.in + 2 * r * rows.width, *gates = hidden + rows.width;
        for (std::int64_t i = 0; i < rows.width; i += kLanes) {
            const std::int64_t count = rows.width - i;
            const __m512 g = loadFloats(gates + i, count), by = loadFloats(grad + i, count);
            const Normal n = normal(g);
            const __m512 slope = _mm512_fmadd_ps(g, n.density, n.integral);
            const __m512 h = loadFloats(hidden + i, count);
            storeFloats(out + i, _mm512_mul_ps(by, _mm512_mul_ps(g, n.integral)), count);
            storeFloats(out + rows.width + i, _mm512_mul_ps(_mm512_mul_ps(by, h), slope), count);
        }
    }
}

} // namespace

bool hasGeluKernels()
{
    return hasAvx512Brain();
}

template <typename T>
void gateRows(const GatedRows<T>& rows, T* out)
{
    gate(rows, out);
}

template <typename T>
void gateGradRows(const GatedRows<T>& rows, const T* grad, T* out)
{
    gateGrad(rows, grad, out);
}

} // namespace enogu::core

#else

namespace enogu::core {

bool hasGeluKernels()
{
    return false;
}

template <typename T>
void gateRows(const GatedRows<T>&, T*)
{
}

template <typename T>
void gateGradRows(const GatedRows<T>&, const T*, T*)
{
}

} // namespace enogu::core

#endif

namespace enogu::core {

template void gateRows(const GatedRows<float>&, float*);
template void gateRows(const GatedRows<Brain>&, Brain*);
template void gateGradRows(const GatedRows<float>&, const float*, float*);
template void gateGradRows(const GatedRows<Brain>&, const Brain*, Brain*);

} // namespace enogu::core
