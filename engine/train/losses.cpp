// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/losses.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cstdlib>

namespace enogu::core {

at::Tensor flatLoss(const at::Tensor& guess, const at::Tensor& target)
{
    const at::Tensor difference = guess - target;
    const std::int64_t height = guess.size(-2), width = guess.size(-1);
    const at::Tensor across =
        difference.narrow(-1, 1, width - 1) - difference.narrow(-1, 0, width - 1);
    const at::Tensor down =
        difference.narrow(-2, 1, height - 1) - difference.narrow(-2, 0, height - 1);
    return difference.abs().mean() + 0.5 * 0.5 * (across.abs().mean() + down.abs().mean());
}

at::Tensor shiftLoss(const at::Tensor& a, const at::Tensor& b, std::pair<int, int> downRight,
                     int margin)
{
    const auto overlap = [&](const at::Tensor& x, int sign) {
        at::Tensor part = x;
        const int offsets[] = {sign * downRight.first, sign * downRight.second};
        for (int i = 0; i < 2; ++i) {
            const std::int64_t length = x.size(1 + i) - std::abs(offsets[i]) - 2 * margin;
            part = part.narrow(1 + i, std::max(offsets[i], 0) + margin, length);
        }
        return part;
    };
    return (overlap(a, 1) - overlap(b, -1)).abs().mean();
}

} // namespace enogu::core
