// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/nn/map.h"
#include "engine/nn/parameters.h"
#include "engine/nn/run.h"
#include "engine/nn/striploader.h"

#include <string>
#include <vector>

namespace enogu::core {

/// A convolution. Weight [out, in / groups, k, k] channels-last, bias [out] or undefined.
struct Conv
{
    at::Tensor weight, bias;
    Padding padding;
    std::int64_t stride = 1;
    std::int64_t groups = 1;
    bool exact = false; ///< computed and stored in float32 whatever the run's dtype is
};

/// A norm over the whole picture: of each channel, or (layer) of all channels together.
struct Norm
{
    enum class Kind { Instance, Layer };
    Kind kind = Kind::Instance;
    std::vector<float> gamma, beta; ///< empty: 1 and 0
    double eps = 1e-5;
};

/// [1, 3, H, W] float32 → a map of run.dtype; bgr swaps the first and the last channel.
Map fromPicture(const Run& run, const at::Tensor& picture, bool bgr = false);
/// A float32 map of 3 channels → [1, 3, H, W] float32.
at::Tensor toPicture(Map map, bool bgr = false);

/// Convolves strip by strip; the input's strips are released as soon as nothing needs them.
Map conv(Run& run, Map x, const Conv& layer);
/// The norm of a map that conv just gave; only scale and shift are set.
Map normed(Run& run, Map x, const Norm& norm);
/// The sums of what a 1×1 convolution makes of a map's stored values; nothing is stored.
std::shared_ptr<const ChannelSums> sumsOfPointwise(Run& run, const Map& x, const Conv& layer);
Map leaky(Map x, float slope = 0.2F);
Map resampled(Map x, Resample resample);
/// x + y, while it is loaded; y is without resampling and addend.
Map added(Map x, const Map& y);
/// Carries out what is pending and stores the result.
Map settled(Run& run, Map x);

/// Mean and biased variance of a map's stored values per channel, float64.
struct Moments
{
    at::Tensor mean, variance;
};
Moments momentsOf(const ChannelSums& sums);
/// Adds a strip [rows, width, channels] to the sums.
void addTo(const Run& run, ChannelSums& sums, const at::Tensor& strip);
/// Rows of a strip for so many bytes a row of input and output.
std::int64_t stripRowsOf(const Run& run, std::int64_t bytesPerRow, std::int64_t height);

} // namespace enogu::core
