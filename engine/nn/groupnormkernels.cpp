// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nn/groupnormkernels.h"

#include "engine/nn/avx512.h"

#ifdef ENOGU_HAS_AVX512

#include <algorithm>
#include <numbers>

namespace enogu::core {

namespace {

constexpr int kLanes = 16;
constexpr std::int64_t kPixels = 4; ///< whose sums are added while they are in registers
constexpr float kLog2e = std::numbers::log2e_v<float>;

ENOGU_AVX512_INLINE __m512 all(float value)
{
    return _mm512_set1_ps(value);
}

/// Relative error below 2⁻²²; 0 for ∞.
ENOGU_AVX512_INLINE __m512 reciprocal(__m512 x)
{
    const __m512 first = _mm512_rcp14_ps(x);
    const __m512 rest = _mm512_fnmadd_ps(x, first, all(2));
    // 0 · ∞ is no number: where x is ∞ the first guess is right already
    return _mm512_mask_mul_ps(first, _mm512_cmp_ps_mask(rest, rest, _CMP_ORD_Q), first, rest);
}

/// x / (1 + e⁻ˣ).
ENOGU_AVX512_INLINE __m512 silu(__m512 x)
{
    const __m512 decay = powerOfTwo(_mm512_mul_ps(x, all(-kLog2e)));
    return _mm512_mul_ps(x, reciprocal(_mm512_add_ps(decay, all(1))));
}

ENOGU_AVX512_INLINE __m512 load(const Brain* from, std::int64_t count)
{
    return fromBrain(count >= kLanes ? _mm256_loadu_epi16(from)
                                     : _mm256_maskz_loadu_epi16(first16(count), from));
}

ENOGU_AVX512_INLINE void store(float* to, __m512 values, std::int64_t count)
{
    if (count >= kLanes)
        _mm512_storeu_ps(to, values);
    else
        _mm512_mask_storeu_ps(to, first16(count), values);
}

} // namespace

bool hasGroupNormKernels()
{
    return hasAvx512Brain();
}

ENOGU_AVX512 void addMoments(const Brain* in, std::int64_t pixels, std::int64_t channels,
                             const float* origin, float* sum, float* square)
{
    for (std::int64_t p = 0; p < pixels; p += kPixels, in += kPixels * channels) {
        const std::int64_t rows = std::min(kPixels, pixels - p);
        for (std::int64_t c = 0; c < channels; c += kLanes) {
            const __mmask16 mask = first16(channels - c);
            const __m512 middle = _mm512_maskz_loadu_ps(mask, origin + c);
            __m512 total = _mm512_maskz_loadu_ps(mask, sum + c);
            __m512 squares = _mm512_maskz_loadu_ps(mask, square + c);
            for (std::int64_t r = 0; r < rows; ++r) {
                const __m512 value = load(in + r * channels + c, channels - c);
                const __m512 apart = _mm512_sub_ps(value, middle);
                total = _mm512_add_ps(total, apart);
                squares = _mm512_fmadd_ps(apart, apart, squares);
            }
            store(sum + c, total, channels - c);
            store(square + c, squares, channels - c);
        }
    }
}

ENOGU_AVX512 void siluRow(const Brain* in, Brain* out, std::int64_t pixels, const PixelTransform& t)
{
    for (std::int64_t p = 0; p < pixels; ++p, in += t.channels, out += t.channels) {
        for (std::int64_t c = 0; c < t.channels; c += kLanes) {
            const std::int64_t count = t.channels - c;
            const __m512 scale = _mm512_maskz_loadu_ps(first16(count), t.scale + c);
            const __m512 shift = _mm512_maskz_loadu_ps(first16(count), t.shift + c);
            storeBrain(out + c, silu(_mm512_fmadd_ps(load(in + c, count), scale, shift)), count);
        }
    }
}

} // namespace enogu::core

#else

namespace enogu::core {

bool hasGroupNormKernels()
{
    return false;
}

void addMoments(const Brain*, std::int64_t, std::int64_t, const float*, float*, float*) {}
void siluRow(const Brain*, Brain*, std::int64_t, const PixelTransform&) {}

} // namespace enogu::core

#endif
