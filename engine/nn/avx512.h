// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The words that kernels for CPUs with AVX-512 and AVX512_BF16 are written in. Only functions
// marked ENOGU_AVX512 may use them; whoever calls such a function asks hasAvx512Brain() first.

#if defined(__x86_64__) && defined(__GNUC__)
#define ENOGU_HAS_AVX512 1
#if !defined(__clang__) // GCC's own header reads an undefined vector
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <immintrin.h>

#include <cstdint>
#include <numbers>

#define ENOGU_AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512bf16,fma")))
#define ENOGU_AVX512_INLINE ENOGU_AVX512 __attribute__((always_inline)) inline
/// Before a loop whose arrays are to become registers.
#define ENOGU_UNROLL _Pragma("GCC unroll 16")

namespace enogu::core {

inline bool hasAvx512Brain()
{
    return __builtin_cpu_supports("avx512bf16") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("fma");
}

/// The first `count` of sixteen lanes; all if there are more, none if 0 or less.
ENOGU_AVX512_INLINE __mmask16 first16(std::int64_t count)
{
    return count >= 16 ? 0xffff : count <= 0 ? 0 : __mmask16((1U << count) - 1);
}

ENOGU_AVX512_INLINE __mmask32 first32(std::int64_t count)
{
    return count >= 32 ? 0xffffffffU : count <= 0 ? 0 : (1U << count) - 1;
}

/// 2ˣ, exact at whole x, relative error below 3e-6; 0 at −∞.
ENOGU_AVX512_INLINE __m512 powerOfTwo(__m512 x)
{
    const __m512 fraction = _mm512_reduce_ps(x, _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC);
    __m512 p = _mm512_set1_ps(0.013426668F); // least relative error on [0, 1] with p(0) = 1
    p = _mm512_fmadd_ps(p, fraction, _mm512_set1_ps(0.0522425F));
    p = _mm512_fmadd_ps(p, fraction, _mm512_set1_ps(0.2412802F));
    p = _mm512_fmadd_ps(p, fraction, _mm512_set1_ps(0.69304484F));
    p = _mm512_fmadd_ps(p, fraction, _mm512_set1_ps(1));
    return _mm512_scalef_ps(p, x); // takes the whole part of x
}

/// Rounds to pairs of bfloat16, `low` in the lower half of a word.
ENOGU_AVX512_INLINE __m512i brainPairs(__m512 low, __m512 high)
{
    const __m512i index =
        _mm512_set_epi16(31, 15, 30, 14, 29, 13, 28, 12, 27, 11, 26, 10, 25, 9, 24, 8, 23, 7, 22, 6,
                         21, 5, 20, 4, 19, 3, 18, 2, 17, 1, 16, 0);
    return _mm512_permutexvar_epi16(index, __m512i(_mm512_cvtne2ps_pbh(high, low)));
}

ENOGU_AVX512_INLINE __m512 fromBrain(__m256i values)
{
    return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(values), 16));
}

/// Rounds the first `count` of sixteen values. Masked stores are slow: only the last has one.
ENOGU_AVX512_INLINE void storeBrain(std::uint16_t* to, __m512 values, std::int64_t count)
{
    const auto rounded = __m256i(_mm512_cvtneps_pbh(values));
    if (count >= 16)
        _mm256_storeu_epi16(to, rounded);
    else
        _mm256_mask_storeu_epi16(to, first16(count), rounded);
}

/// The first `count` of sixteen values, 0 behind them.
ENOGU_AVX512_INLINE __m512 loadFloats(const std::uint16_t* from, std::int64_t count)
{
    return fromBrain(count >= 16 ? _mm256_loadu_epi16(from)
                                 : _mm256_maskz_loadu_epi16(first16(count), from));
}

ENOGU_AVX512_INLINE __m512 loadFloats(const float* from, std::int64_t count)
{
    return count >= 16 ? _mm512_loadu_ps(from) : _mm512_maskz_loadu_ps(first16(count), from);
}

ENOGU_AVX512_INLINE void storeFloats(std::uint16_t* to, __m512 values, std::int64_t count)
{
    storeBrain(to, values, count);
}

ENOGU_AVX512_INLINE void storeFloats(float* to, __m512 values, std::int64_t count)
{
    if (count >= 16)
        _mm512_storeu_ps(to, values);
    else
        _mm512_mask_storeu_ps(to, first16(count), values);
}

/// Relative error below 2⁻²²; 0 for ∞.
ENOGU_AVX512_INLINE __m512 reciprocal(__m512 x)
{
    const __m512 first = _mm512_rcp14_ps(x);
    const __m512 rest = _mm512_fnmadd_ps(x, first, _mm512_set1_ps(2));
    // 0 · ∞ is no number: where x is ∞ the first guess is right already
    return _mm512_mask_mul_ps(first, _mm512_cmp_ps_mask(rest, rest, _CMP_ORD_Q), first, rest);
}

/// 1 / (1 + e⁻ˣ), relative error below 4e-6.
ENOGU_AVX512_INLINE __m512 sigmoid(__m512 x)
{
    constexpr float kLog2e = std::numbers::log2e_v<float>;
    const __m512 decay = powerOfTwo(_mm512_mul_ps(x, _mm512_set1_ps(-kLog2e)));
    return reciprocal(_mm512_add_ps(decay, _mm512_set1_ps(1)));
}

/// Transposes sixteen rows of sixteen words.
ENOGU_AVX512_INLINE void transpose(__m512i (&row)[16])
{
    __m512i t[16];
    ENOGU_UNROLL
    for (int i = 0; i < 16; i += 2) {
        t[i] = _mm512_unpacklo_epi32(row[i], row[i + 1]);
        t[i + 1] = _mm512_unpackhi_epi32(row[i], row[i + 1]);
    }
    ENOGU_UNROLL
    for (int i = 0; i < 16; i += (i % 2 == 0 ? 1 : 3)) {
        const int to = i - i % 2 + i % 2 * 2;
        row[to] = _mm512_unpacklo_epi64(t[i], t[i + 2]);
        row[to + 1] = _mm512_unpackhi_epi64(t[i], t[i + 2]);
    }
    ENOGU_UNROLL
    for (int i = 0; i < 8; ++i) {
        const int from = i < 4 ? i : i + 4;
        t[from] = _mm512_shuffle_i32x4(row[from], row[from + 4], 0x88);
        t[from + 4] = _mm512_shuffle_i32x4(row[from], row[from + 4], 0xdd);
    }
    ENOGU_UNROLL
    for (int i = 0; i < 8; ++i) {
        row[i] = _mm512_shuffle_i32x4(t[i], t[i + 8], 0x88);
        row[i + 8] = _mm512_shuffle_i32x4(t[i], t[i + 8], 0xdd);
    }
}

} // namespace enogu::core

#endif
