// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/frame.h"

#include "engine/image/geometry.h"
#include "engine/pipelines/instruct.h"
#include "engine/pipelines/mirror.h"
#include "engine/runtime/tensors.h"

#include <ATen/ops/empty.h>

#include <algorithm>

namespace enogu {

namespace {

int roundedUp(int side, std::int64_t multiple)
{
    return int((side + multiple - 1) / multiple * multiple);
}

/// The largest extent of the picture's proportions inside `room`, which is at most its own.
Extent fitted(Extent picture, Extent room)
{
    const auto share = [](std::int64_t length, std::int64_t to, std::int64_t from) {
        return int(std::max<std::int64_t>(1, (2 * length * to + from) / (2 * from)));
    };
    const Extent byWidth{room.width, share(picture.height, room.width, picture.width)};
    if (byWidth.height <= room.height)
        return byWidth;
    return {std::min(room.width, share(picture.width, room.height, picture.height)), room.height};
}

} // namespace

Frame frameFor(Extent picture, int bound, std::int64_t multiple)
{
    Frame frame{picture, picture, {}};
    const std::int64_t longSide = std::max(picture.width, picture.height);
    if (longSide > bound) {
        const auto side = [&](std::int64_t length) {
            return int(std::max<std::int64_t>(1, (2 * length * bound + longSide) / (2 * longSide)));
        };
        frame.shrunk = {side(picture.width), side(picture.height)};
    }
    frame.extended = {roundedUp(frame.shrunk.width, multiple),
                      roundedUp(frame.shrunk.height, multiple)};
    return frame;
}

Frame instructFrame(Extent picture, int bound, const FrameSteps& steps)
{
    const Frame plain = frameFor(picture, bound, steps.codec);
    const Extent room = instructExtent(picture, bound, steps.network);
    const bool enlarges = room.width > picture.width || room.height > picture.height;
    if (plain.shrunk == picture || enlarges)
        return plain;
    return {picture, fitted(picture, room), room};
}

at::Tensor framedPicture(const Image& photo, const Frame& frame)
{
    const bool fits = frame.shrunk == frame.picture;
    at::Tensor x = tensorFromImage(photo);
    if (!fits) // as if opaque: what lies under transparency counts
        x = tensorFromImage(resized(rgbFromTensor(x, photo.depth()), Resize{frame.shrunk}));
    return mirrorExtendedTo(x, frame.extended.height, frame.extended.width);
}

at::Tensor framedMask(const Mask& mask, const Frame& frame)
{
    const Extent from = mask.extent(), to = frame.shrunk;
    at::Tensor x = at::empty({1, 1, to.height, to.width}, at::kFloat);
    float* values = x.mutable_data_ptr<float>();
    for (std::int64_t v = 0; v < to.height; ++v) {
        const std::uint8_t* row = mask.row(int(v * from.height / to.height));
        for (std::int64_t h = 0; h < to.width; ++h)
            *values++ = row[h * from.width / to.width] >= 128 ? 1 : 0;
    }
    return mirrorExtendedTo(x, frame.extended.height, frame.extended.width);
}

Image pictureInFrame(const at::Tensor& y, const Frame& frame, Depth depth)
{
    const at::Tensor cut = y.narrow(2, 0, frame.shrunk.height).narrow(3, 0, frame.shrunk.width);
    return rgbFromTensor(cut.expand({1, 3, cut.size(2), cut.size(3)}).to(at::kCPU), depth);
}

} // namespace enogu
