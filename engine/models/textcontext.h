// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

namespace enogu::core {

/// The keys and values of every cross-attention of a UNet for one text, in the order in which they
/// are met: made once for a run.
struct TextContext
{
    struct Entry
    {
        at::Tensor key, value; ///< [B, L, width]
    };
    std::vector<Entry> entries;
};

} // namespace enogu::core
