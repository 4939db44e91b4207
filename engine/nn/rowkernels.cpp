// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nn/rowkernels.h"

#include <algorithm>
#include <bit>
#include <cstring>

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("O3")
#endif
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define ENOGU_WIDE __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define ENOGU_WIDE
#endif
#define ENOGU_INLINE __attribute__((always_inline)) inline

namespace enogu::core {

namespace {

ENOGU_INLINE float widen(float value)
{
    return value;
}

ENOGU_INLINE float widen(Brain value)
{
    return std::bit_cast<float>(std::uint32_t(value) << 16);
}

ENOGU_INLINE void narrow(float value, float& out)
{
    out = value;
}

ENOGU_INLINE void narrow(float value, Brain& out)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    out = Brain((bits + 0x7fffU + ((bits >> 16) & 1U)) >> 16);
}

ENOGU_INLINE float leaky(float value, float slope)
{
    const float low = value * slope;
    return value > low ? value : low;
}

template <typename In, typename Out>
ENOGU_INLINE void transformPixels(const In* __restrict in, Out* __restrict out, std::int64_t pixels,
                                  const PixelTransform& t)
{
    const float slope = t.slope;
    if (!t.scale) {
        for (std::int64_t i = 0; i < pixels * t.channels; ++i)
            narrow(leaky(widen(in[i]), slope), out[i]);
        return;
    }
    const float* __restrict scale = t.scale;
    const float* __restrict shift = t.shift;
    for (std::int64_t p = 0; p < pixels; ++p) {
        const In* __restrict from = in + p * t.channels;
        Out* __restrict to = out + p * t.channels;
        for (std::int64_t c = 0; c < t.channels; ++c)
            narrow(leaky(widen(from[c]) * scale[c] + shift[c], slope), to[c]);
    }
}

template <typename Out>
ENOGU_INLINE void blendPixels(const float* __restrict in, const Tap* __restrict taps,
                              Out* __restrict out, std::int64_t pixels, std::int64_t channels)
{
    for (std::int64_t p = 0; p < pixels; ++p) {
        const float* __restrict a = in + taps[p].first * channels;
        const float* __restrict b = in + taps[p].second * channels;
        const float weight = taps[p].weight;
        Out* __restrict to = out + p * channels;
        for (std::int64_t c = 0; c < channels; ++c)
            narrow(a[c] + (b[c] - a[c]) * weight, to[c]);
    }
}

template <typename Out>
ENOGU_INLINE void addValues(const float* __restrict a, const float* __restrict b,
                            Out* __restrict out, std::int64_t count)
{
    for (std::int64_t i = 0; i < count; ++i)
        narrow(a[i] + b[i], out[i]);
}

constexpr std::int64_t kLanes = 32;     // channels whose sums stay in registers
constexpr std::int64_t kRunLength = 64; // pixels summed in float32 before float64

template <typename In>
ENOGU_INLINE void sumLanes(const In* __restrict in, std::int64_t pixels, std::int64_t channels,
                           const float* __restrict origin, float* __restrict sum,
                           float* __restrict square)
{
    float total[kLanes] = {}, squares[kLanes] = {};
    for (std::int64_t p = 0; p < pixels; ++p) {
        for (std::int64_t c = 0; c < kLanes; ++c) {
            const float value = widen(in[p * channels + c]) - origin[c];
            total[c] += value;
            squares[c] += value * value;
        }
    }
    std::memcpy(sum, total, sizeof total);
    std::memcpy(square, squares, sizeof squares);
}

template <typename In>
ENOGU_INLINE void sumChannel(const In* in, std::int64_t pixels, std::int64_t channels, float origin,
                             double& sum, double& square)
{
    for (std::int64_t p = 0; p < pixels; ++p) {
        const double value = double(widen(in[p * channels])) - double(origin);
        sum += value;
        square += value * value;
    }
}

template <typename In>
ENOGU_INLINE void sumRow(const In* in, std::int64_t pixels, std::int64_t channels,
                         const float* origin, double* sum, double* square)
{
    float total[kLanes], squares[kLanes];
    const std::int64_t whole = channels - channels % kLanes;
    for (std::int64_t c = 0; c < whole; c += kLanes) {
        for (std::int64_t p = 0; p < pixels; p += kRunLength) {
            sumLanes(in + p * channels + c, std::min(kRunLength, pixels - p), channels, origin + c,
                     total, squares);
            for (std::int64_t i = 0; i < kLanes; ++i) {
                sum[c + i] += double(total[i]);
                square[c + i] += double(squares[i]);
            }
        }
    }
    for (std::int64_t c = whole; c < channels; ++c)
        sumChannel(in + c, pixels, channels, origin[c], sum[c], square[c]);
}

} // namespace

ENOGU_WIDE void transformRow(const Brain* in, Brain* out, std::int64_t pixels,
                             const PixelTransform& t)
{
    transformPixels(in, out, pixels, t);
}

ENOGU_WIDE void transformRow(const Brain* in, float* out, std::int64_t pixels,
                             const PixelTransform& t)
{
    transformPixels(in, out, pixels, t);
}

ENOGU_WIDE void transformRow(const float* in, float* out, std::int64_t pixels,
                             const PixelTransform& t)
{
    transformPixels(in, out, pixels, t);
}

ENOGU_WIDE void transformRow(const float* in, Brain* out, std::int64_t pixels,
                             const PixelTransform& t)
{
    transformPixels(in, out, pixels, t);
}

ENOGU_WIDE void blendRows(const float* a, const float* b, float weight, float* out,
                          std::int64_t count)
{
    for (std::int64_t i = 0; i < count; ++i)
        out[i] = a[i] + (b[i] - a[i]) * weight;
}

ENOGU_WIDE void blendColumns(const float* in, const Tap* taps, float* out, std::int64_t pixels,
                             std::int64_t channels)
{
    blendPixels(in, taps, out, pixels, channels);
}

ENOGU_WIDE void blendColumns(const float* in, const Tap* taps, Brain* out, std::int64_t pixels,
                             std::int64_t channels)
{
    blendPixels(in, taps, out, pixels, channels);
}

ENOGU_WIDE void addRows(const float* a, const float* b, float* out, std::int64_t count)
{
    addValues(a, b, out, count);
}

ENOGU_WIDE void addRows(const float* a, const float* b, Brain* out, std::int64_t count)
{
    addValues(a, b, out, count);
}

ENOGU_WIDE void sumPixels(const Brain* in, std::int64_t pixels, std::int64_t channels,
                          const float* origin, double* sum, double* square)
{
    sumRow(in, pixels, channels, origin, sum, square);
}

ENOGU_WIDE void sumPixels(const float* in, std::int64_t pixels, std::int64_t channels,
                          const float* origin, double* sum, double* square)
{
    sumRow(in, pixels, channels, origin, sum, square);
}

} // namespace enogu::core
