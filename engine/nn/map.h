// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <vector>

namespace enogu::core {

/// How the stored picture becomes the one that the next layer sees.
enum class Resample {
    None,
    UpHalfPixel, ///< bilinear ×2, pixel centres at half positions
    UpCorners,   ///< bilinear ×2, corner pixels kept
    UpTf1,       ///< bilinear ×2, out[2i] = in[i]
    Half,        ///< bilinear ×0.5: the mean of 2×2 pixels
    Shuffle,     ///< ×2: channels [row parity][column parity][C] become pixels
};

/// Sums over all pixels, per channel, of x − origin and of its square.
struct ChannelSums
{
    std::vector<float> origin;
    std::vector<double> sum, square;
    std::int64_t count = 0;
};

/// A stored activation with the operations still to be applied to it, in this order: scale and
/// shift per channel, leaky rectifier, resampling, addition. They take place while the next layer
/// loads its rows, so what they give is never stored. Copies share the pixels.
struct Map
{
    std::vector<at::Tensor>
        strips;                 ///< [rows, width, stored channels] contiguous; float32 or bfloat16
    std::int64_t stripRows = 0; ///< rows of every strip but the last
    std::int64_t width = 0, height = 0, channels = 0; ///< as stored

    std::vector<float> scale, shift; ///< empty: 1 and 0
    float slope = 1;                 ///< max(x, slope · x): 0 is ReLU, 1 nothing
    Resample resample = Resample::None;
    std::shared_ptr<const Map> addend; ///< same extent as the result; itself without resampling

    std::shared_ptr<const ChannelSums> sums; ///< of the stored values; null where not asked for

    at::ScalarType dtype() const { return strips.back().scalar_type(); }
    /// What the next layer sees.
    std::int64_t seenWidth() const;
    std::int64_t seenHeight() const;
    std::int64_t seenChannels() const
    {
        return resample == Resample::Shuffle ? channels / 4 : channels;
    }
    /// Stored row y (its strip must not have been released).
    const void* row(std::int64_t y) const;
    /// Gives up the strips that end at or above stored row y.
    void releaseAbove(std::int64_t y);
};

} // namespace enogu::core
