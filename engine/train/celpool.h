// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/scenes/random.h"

#include <ATen/Tensor.h>

#include <filesystem>
#include <vector>

namespace enogu::core {

/// Drawn pictures with the teacher's answers, 8 bits each, kept in a folder so that a resumed run
/// need not draw them again. Picture i depends on the seed and i alone.
class CelPool
{
public:
    /// The folder exists, or is empty: nothing is kept then.
    CelPool(std::uint64_t seed, int side, std::filesystem::path folder);

    void growTo(std::size_t count);
    std::size_t size() const { return m_pairs.size(); }

    struct Batch
    {
        at::Tensor pictures, targets; ///< [N,3,crop,crop] float32 in [-1, 1]
        /// The last crops show the first ones again, moved by these offsets (odd; y, x).
        std::vector<std::pair<int, int>> moved;
    };
    /// Crops at any offset, mirrored and turned, some with channels swapped (all of which commute
    /// with the teacher). count is at least 2.
    Batch sample(Random& random, int count, int crop) const;

private:
    at::Tensor pair(std::size_t index) const;

    std::uint64_t m_seed;
    int m_side;
    std::filesystem::path m_folder;
    std::vector<at::Tensor> m_pairs; ///< [6,side,side] U8: picture, then target
};

} // namespace enogu::core
