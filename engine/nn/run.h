// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <vector>

namespace enogu::core {

/// Statistics of one norm, float64 [C] each: value · rstd − mean · rstd normalises a channel. For
/// an attention over all pixels: mean holds each slot's largest logit, rstd 1 / sum of
/// exponentials.
struct NormMoments
{
    at::Tensor mean;
    at::Tensor rstd;
};

/// The statistics of every norm of a forward pass, in the order in which they are met. Record a
/// pass over a whole picture, then Replay on its tiles: the tiles equal the whole within their
/// inner part.
struct NormTape
{
    enum class Mode { Record, Replay };
    Mode mode = Mode::Record;
    std::vector<NormMoments> entries;
    std::size_t next = 0;
};

/// Where a tile lies in the picture that it was cut from; all zero: the input is the whole picture.
/// Only the up-sampling with aligned corners asks for it.
struct Window
{
    std::int64_t x = 0, y = 0;          ///< of the tile's first pixel; multiples of sizeMultiple
    std::int64_t width = 0, height = 0; ///< of the whole (extended) picture
};

/// How one forward pass is to be run; used by one thread, for one pass at a time.
struct Run
{
    at::ScalarType dtype = at::kFloat;   ///< of the stored activations: float32, bfloat16, float16
    at::Device device = at::kCPU;        ///< holds the activations; pictures stay on the CPU
    bool ownKernels = true;              ///< false: the library's operations, as off the CPU
    std::int64_t stripRows = 0;          ///< rows of a strip; 0: as many as fit in stripBytes
    std::int64_t stripBytes = 8 << 20;   ///< input plus output of one strip
    std::function<void()> checkpoint;    ///< called between strips; throws to cancel
    std::function<void(double)> advance; ///< share of this pass that is done, rising to 1
    NormTape* tape = nullptr;            ///< null: statistics are taken and forgotten
    Window window;

    /// Starts a pass over a picture [1, 3, H, W] of `macsPerPixel` multiply-accumulates a pixel:
    /// rewinds a replayed tape, empties a recorded one.
    void begin(const at::Tensor& picture, double macsPerPixel);
    /// Reports work done and gives the caller the chance to cancel.
    void did(double macs);
    void finish();
    /// True where rows are loaded and summed by this layer's own kernels.
    bool usesRowKernels() const { return ownKernels && device.is_cpu() && dtype != at::kHalf; }
    bool replays() const { return tape && tape->mode == NormTape::Mode::Replay; }
    /// The next statistics: replayed, or what `take` measures (and recorded where asked).
    NormMoments moments(const std::function<NormMoments()>& take);
    /// Extent of this pass's input.
    std::int64_t width() const { return m_width; }
    std::int64_t height() const { return m_height; }

private:
    double m_total = 1;
    double m_done = 0;
    std::int64_t m_width = 0, m_height = 0;
};

} // namespace enogu::core
