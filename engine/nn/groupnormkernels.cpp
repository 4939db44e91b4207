// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nn/groupnormkernels.h"

#include "engine/nn/avx512.h"

#include <algorithm>

#ifdef ENOGU_HAS_AVX512

namespace enogu::core {

namespace {

constexpr int kLanes = 16;
constexpr int kVectors = 4; ///< of channels whose sums stay in registers

/// s + z · s · (1 − s).
ENOGU_AVX512_INLINE __m512 siluSlope(__m512 z)
{
    const __m512 s = sigmoid(z);
    return _mm512_fmadd_ps(_mm512_mul_ps(z, s), _mm512_sub_ps(_mm512_set1_ps(1), s), s);
}

/// Channels [first, first + 16 · Vectors), the last vector perhaps in part.
template <typename T, int Vectors>
ENOGU_AVX512 void sumBlock(const NormPixels<T>& pixels, std::int64_t first, const float* origin,
                           float* sum, float* square)
{
    const std::int64_t rest = pixels.channels - first;
    __m512 middle[Vectors], sums[Vectors] = {}, squares[Vectors] = {};
    ENOGU_UNROLL
    for (int v = 0; v < Vectors; ++v)
        middle[v] = loadFloats(origin + first + v * kLanes, rest - v * kLanes);
    const T* in = pixels.in + first;
    for (std::int64_t p = 0; p < pixels.count; ++p, in += pixels.channels) {
        ENOGU_UNROLL
        for (int v = 0; v < Vectors; ++v) {
            const __m512 apart =
                _mm512_sub_ps(loadFloats(in + v * kLanes, rest - v * kLanes), middle[v]);
            sums[v] = _mm512_add_ps(sums[v], apart);
            squares[v] = _mm512_fmadd_ps(apart, apart, squares[v]);
        }
    }
    ENOGU_UNROLL
    for (int v = 0; v < Vectors; ++v) {
        storeFloats(sum + first + v * kLanes, sums[v], rest - v * kLanes);
        storeFloats(square + first + v * kLanes, squares[v], rest - v * kLanes);
    }
}

/// The same of dz and dz · (in − centre).
template <typename T, int Vectors, bool Silu>
ENOGU_AVX512 void gradBlock(const NormPixels<T>& pixels, std::int64_t first, const NormLine& line,
                            const NormGradSums& into)
{
    const std::int64_t rest = pixels.channels - first;
    __m512 scale[Vectors], shift[Vectors], centre[Vectors], sums[Vectors] = {},
                                                            products[Vectors] = {};
    ENOGU_UNROLL
    for (int v = 0; v < Vectors; ++v) {
        const std::int64_t at = first + v * kLanes, count = rest - v * kLanes;
        scale[v] = loadFloats(line.scale + at, count);
        shift[v] = loadFloats(line.shift + at, count);
        centre[v] = loadFloats(into.centre + at, count);
    }
    const T* in = pixels.in + first;
    const T* grad = pixels.grad + first;
    for (std::int64_t p = 0; p < pixels.count;
         ++p, in += pixels.channels, grad += pixels.channels) {
        ENOGU_UNROLL
        for (int v = 0; v < Vectors; ++v) {
            const __m512 x = loadFloats(in + v * kLanes, rest - v * kLanes);
            __m512 dz = loadFloats(grad + v * kLanes, rest - v * kLanes);
            if constexpr (Silu)
                dz = _mm512_mul_ps(dz, siluSlope(_mm512_fmadd_ps(x, scale[v], shift[v])));
            sums[v] = _mm512_add_ps(sums[v], dz);
            products[v] = _mm512_fmadd_ps(dz, _mm512_sub_ps(x, centre[v]), products[v]);
        }
    }
    ENOGU_UNROLL
    for (int v = 0; v < Vectors; ++v) {
        storeFloats(into.sum + first + v * kLanes, sums[v], rest - v * kLanes);
        storeFloats(into.product + first + v * kLanes, products[v], rest - v * kLanes);
    }
}

template <typename T, int Vectors>
void gradBlock(const NormPixels<T>& pixels, std::int64_t first, const NormLine& line,
               const NormGradSums& into)
{
    if (line.silu)
        gradBlock<T, Vectors, true>(pixels, first, line, into);
    else
        gradBlock<T, Vectors, false>(pixels, first, line, into);
}

template <bool Silu, typename T>
ENOGU_AVX512 void gradRows(const NormPixels<T>& pixels, const NormLine& line, const float* slope,
                           const float* offset)
{
    for (std::int64_t p = 0; p < pixels.count; ++p) {
        const std::int64_t row = p * pixels.channels;
        for (std::int64_t c = 0; c < pixels.channels; c += kLanes) {
            const std::int64_t count = pixels.channels - c;
            const __m512 x = loadFloats(pixels.in + row + c, count),
                         scale = loadFloats(line.scale + c, count);
            __m512 dz = loadFloats(pixels.grad + row + c, count);
            if constexpr (Silu)
                dz = _mm512_mul_ps(
                    dz, siluSlope(_mm512_fmadd_ps(x, scale, loadFloats(line.shift + c, count))));
            const __m512 fixed =
                _mm512_fmadd_ps(x, loadFloats(slope + c, count), loadFloats(offset + c, count));
            storeFloats(pixels.out + row + c, _mm512_fmadd_ps(dz, scale, fixed), count);
        }
    }
}

template <bool Silu, typename T>
ENOGU_AVX512 void normRows(const NormPixels<T>& pixels, const NormLine& line)
{
    for (std::int64_t p = 0; p < pixels.count; ++p) {
        const std::int64_t row = p * pixels.channels;
        for (std::int64_t c = 0; c < pixels.channels; c += kLanes) {
            const std::int64_t count = pixels.channels - c;
            const __m512 z = _mm512_fmadd_ps(loadFloats(pixels.in + row + c, count),
                                             loadFloats(line.scale + c, count),
                                             loadFloats(line.shift + c, count));
            storeFloats(pixels.out + row + c, Silu ? _mm512_mul_ps(z, sigmoid(z)) : z, count);
        }
    }
}

/// Calls work(the number of vectors, the first channel) for blocks of channels.
template <typename Work>
void forBlocks(std::int64_t channels, const Work& work)
{
    for (std::int64_t c = 0; c < channels; c += kVectors * kLanes)
        work(std::min<std::int64_t>(kVectors, (channels - c + kLanes - 1) / kLanes), c);
}

} // namespace

bool hasGroupNormKernels()
{
    return hasAvx512Brain();
}

template <typename T>
void sumPixels(const NormPixels<T>& pixels, const float* origin, float* sum, float* square)
{
    constexpr decltype(&sumBlock<T, 1>) kBlocks[] = {&sumBlock<T, 1>, &sumBlock<T, 2>,
                                                     &sumBlock<T, 3>, &sumBlock<T, kVectors>};
    forBlocks(pixels.channels, [&](std::int64_t vectors, std::int64_t first) {
        kBlocks[vectors - 1](pixels, first, origin, sum, square);
    });
}

template <typename T>
void normPixels(const NormPixels<T>& pixels, const NormLine& line)
{
    line.silu ? normRows<true>(pixels, line) : normRows<false>(pixels, line);
}

template <typename T>
void sumGradients(const NormPixels<T>& pixels, const NormLine& line, const NormGradSums& into)
{
    using Block =
        void (*)(const NormPixels<T>&, std::int64_t, const NormLine&, const NormGradSums&);
    constexpr Block kBlocks[] = {&gradBlock<T, 1>, &gradBlock<T, 2>, &gradBlock<T, 3>,
                                 &gradBlock<T, kVectors>};
    forBlocks(pixels.channels, [&](std::int64_t vectors, std::int64_t first) {
        kBlocks[vectors - 1](pixels, first, line, into);
    });
}

template <typename T>
void gradPixels(const NormPixels<T>& pixels, const NormLine& line, const float* slope,
                const float* offset)
{
    line.silu ? gradRows<true>(pixels, line, slope, offset)
              : gradRows<false>(pixels, line, slope, offset);
}

} // namespace enogu::core

#else

namespace enogu::core {

bool hasGroupNormKernels()
{
    return false;
}

template <typename T>
void sumPixels(const NormPixels<T>&, const float*, float*, float*)
{
}

template <typename T>
void normPixels(const NormPixels<T>&, const NormLine&)
{
}

template <typename T>
void sumGradients(const NormPixels<T>&, const NormLine&, const NormGradSums&)
{
}

template <typename T>
void gradPixels(const NormPixels<T>&, const NormLine&, const float*, const float*)
{
}

} // namespace enogu::core

#endif

namespace enogu::core {

template void sumPixels(const NormPixels<float>&, const float*, float*, float*);
template void sumPixels(const NormPixels<Brain>&, const float*, float*, float*);
template void normPixels(const NormPixels<float>&, const NormLine&);
template void normPixels(const NormPixels<Brain>&, const NormLine&);
template void sumGradients(const NormPixels<float>&, const NormLine&, const NormGradSums&);
template void sumGradients(const NormPixels<Brain>&, const NormLine&, const NormGradSums&);
template void gradPixels(const NormPixels<float>&, const NormLine&, const float*, const float*);
template void gradPixels(const NormPixels<Brain>&, const NormLine&, const float*, const float*);

} // namespace enogu::core
