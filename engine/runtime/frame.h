// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.h"
#include "engine/api/mask.h"

#include <ATen/core/Tensor.h>

namespace enogu {

/// How a picture fits a network: shrunk until its long side has at most `bound` pixels, never
/// enlarged or stretched, then extended on the right and at the bottom to a multiple.
struct Frame
{
    Extent picture;
    Extent shrunk;
    Extent extended;
};

/// Integer arithmetic: the short side is the nearest to its share of `bound`, at least 1.
Frame frameFor(Extent picture, int bound, std::int64_t multiple);

/// What sides are multiples of: the codec's pixels, and those that the UNet can halve to its end.
struct FrameSteps
{
    std::int64_t codec = 1, network = 1;
};

/// frameFor, but larger pictures are shrunk until they fit into instructExtent and are extended to
/// it, where that does not enlarge them.
Frame instructFrame(Extent picture, int bound, const FrameSteps& steps);

/// [1, 3, H, W] float32 in [−1, 1] of frame.extended, mirrored beyond frame.shrunk.
at::Tensor framedPicture(const Image& photo, const Frame& frame);
/// [1, 1, H, W] float32, 1 where coverage is at least 128; nearest neighbour, mirrored likewise.
at::Tensor framedMask(const Mask& mask, const Frame& frame);
/// y [1, 1 or 3, H, W] float32 of frame.extended as a picture of frame.shrunk: RGB of that depth.
Image pictureInFrame(const at::Tensor& y, const Frame& frame, Depth depth);

} // namespace enogu
