// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

namespace enogu::core {

/// The keys and values of every cross-attention of a UNet for B texts, in the order in which they
/// are met: made once for a run.
struct TextContext
{
    struct Entry
    {
        at::Tensor key, value; ///< [B, L, width]
    };
    std::vector<Entry> entries;
    /// [B] int64: which picture of the pass each text is read with, so that what comes before the
    /// first text is done once for each picture. Undefined: one picture a text.
    at::Tensor pictures = {};
};

} // namespace enogu::core
