// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/pipelines/mirror.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/index_select.h>

#include <algorithm>

namespace enogu {

namespace {

at::Tensor mirrored(const at::Tensor& x, std::int64_t axis, std::int64_t wanted)
{
    const std::int64_t side = x.size(axis);
    if (wanted == side)
        return x;
    at::Tensor index = at::empty({wanted - side}, at::kLong);
    const std::int64_t period = std::max<std::int64_t>(1, 2 * (side - 1));
    for (std::int64_t i = side; i < wanted; ++i) {
        const std::int64_t phase = i % period;
        index.data_ptr<std::int64_t>()[i - side] = phase < side ? phase : period - phase;
    }
    return at::cat({x, at::index_select(x, axis, index)}, axis);
}

} // namespace

at::Tensor mirrorExtended(const at::Tensor& x, std::int64_t multiple, std::int64_t least)
{
    const auto wanted = [&](std::int64_t side) {
        return (std::max(side, least) + multiple - 1) / multiple * multiple;
    };
    return mirrorExtendedTo(x, wanted(x.size(2)), wanted(x.size(3)));
}

at::Tensor mirrorExtendedTo(const at::Tensor& x, std::int64_t height, std::int64_t width)
{
    return mirrored(mirrored(x, 3, width), 2, height);
}

} // namespace enogu
