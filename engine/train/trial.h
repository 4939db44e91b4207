// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/scenes/family.h"

#include <ATen/core/Tensor.h>

#include <string>
#include <vector>

namespace enogu::core {

/// An edit that training never saw, by which logs and benchmarks judge. Kinds of edit, held-out
/// pairs and phrasings take turns with the index.
struct Trial
{
    Trial(int index, int side);

    Family family;
    std::size_t from, to;
    Split phrasings;
    std::string instruction;
    at::Tensor before, truth; ///< [3, side, side] in [−1, 1]
    at::Tensor change;        ///< [side, side] bool

    /// The groups that it counts in: "all", its kind of edit, "held-out pairs", …
    std::vector<std::string> groups() const;
};

} // namespace enogu::core
