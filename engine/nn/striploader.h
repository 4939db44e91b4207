// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/nn/map.h"
#include "engine/nn/rowkernels.h"
#include "engine/nn/run.h"

namespace enogu::core {

/// What surrounds a picture while it is convolved. Reflect does not repeat the edge pixel.
struct Padding
{
    enum class Kind { Zero, Reflect };
    Kind kind = Kind::Zero;
    std::int64_t left = 0, top = 0, right = 0, bottom = 0;

    static Padding all(Kind kind, std::int64_t pixels)
    {
        return {kind, pixels, pixels, pixels, pixels};
    }
};

/// The pixel that stands at place i of a side that is mirrored at its ends.
std::int64_t reflected(std::int64_t i, std::int64_t side);

/// Gives rows of a map as the next layer sees them: transformed, resampled, added to and padded, in
/// few passes over memory: by row kernels and all threads on the CPU, by the library's operations
/// elsewhere.
class StripLoader
{
public:
    StripLoader(const Run& run, const Map& map, const Padding& padding);

    /// Rows first … first + rows of the seen picture, padded left and right; rows outside the
    /// picture are padding. `out` is [rows, padded width, channels] contiguous, on the run's
    /// device.
    void load(std::int64_t first, const at::Tensor& out) const;
    /// The lowest stored row that a load from seen row `first` on may touch.
    std::int64_t lowestStoredRow(std::int64_t first) const;
    /// The lowest seen row that it may ask for, reflections included.
    std::int64_t lowestSeenRow(std::int64_t first) const;

private:
    struct Scratch;
    template <typename Out>
    void loadRows(std::int64_t first, std::int64_t rows, Out* out) const;
    template <typename Out>
    void paddedRow(std::int64_t seenRow, Out* out, Scratch& scratch) const;
    template <typename Out>
    void seenRowInto(std::int64_t y, Out* out, Scratch& scratch) const;
    template <typename Out>
    void resampledRow(std::int64_t y, Out* out, Scratch& scratch) const;
    template <typename Out>
    void storedRow(std::int64_t y, Out* out) const;
    template <typename Out>
    void shuffledRow(std::int64_t y, Out* out) const;
    const float* blended(std::int64_t y, Scratch& scratch) const;
    PixelTransform transform() const;
    void loadByOperations(std::int64_t first, const at::Tensor& out) const;
    at::Tensor seenRows(std::int64_t begin, std::int64_t end) const;
    at::Tensor resampledRows(std::int64_t begin, std::int64_t end) const;
    at::Tensor storedRows(std::int64_t begin, std::int64_t end) const;

    const Map& m_map;
    Padding m_padding;
    bool m_rowKernels;
    std::int64_t m_width, m_height, m_channels;
    std::vector<Tap> m_columns, m_rows; ///< empty unless the resampling blends neighbours
    std::unique_ptr<StripLoader> m_addend;
};

} // namespace enogu::core
