// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace enogu::core {

/// A bfloat16 number as its bits.
using Brain = std::uint16_t;

/// What is done to a pixel of `channels` values; scale and shift may be null (1 and 0).
struct PixelTransform
{
    const float* scale;
    const float* shift;
    float slope;
    std::int64_t channels;
};

/// out = leaky(in · scale + shift) for `pixels` pixels. Rounds to nearest even. Any thread.
void transformRow(const Brain* in, Brain* out, std::int64_t pixels, const PixelTransform& t);
void transformRow(const Brain* in, float* out, std::int64_t pixels, const PixelTransform& t);
void transformRow(const float* in, float* out, std::int64_t pixels, const PixelTransform& t);
void transformRow(const float* in, Brain* out, std::int64_t pixels, const PixelTransform& t);

/// Two neighbours and the weight of the second.
struct Tap
{
    std::int64_t first, second;
    float weight;
};

/// out = a + (b − a) · weight, `count` values.
void blendRows(const float* a, const float* b, float weight, float* out, std::int64_t count);
/// out pixel i = in[first] + (in[second] − in[first]) · weight, taps in pixels of `channels`
/// values.
void blendColumns(const float* in, const Tap* taps, float* out, std::int64_t pixels,
                  std::int64_t channels);
void blendColumns(const float* in, const Tap* taps, Brain* out, std::int64_t pixels,
                  std::int64_t channels);
/// out = a + b, `count` values.
void addRows(const float* a, const float* b, float* out, std::int64_t count);
void addRows(const float* a, const float* b, Brain* out, std::int64_t count);

/// Adds the sums of in − origin and of its square, per channel.
void sumPixels(const Brain* in, std::int64_t pixels, std::int64_t channels, const float* origin,
               double* sum, double* square);
void sumPixels(const float* in, std::int64_t pixels, std::int64_t channels, const float* origin,
               double* sum, double* square);

} // namespace enogu::core
