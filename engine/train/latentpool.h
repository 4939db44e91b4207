// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/scenes/family.h"

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace enogu::core {

/// Pictures [B, 3, H, W] in [−1, 1] → the means of their latents [B, C, h, w] float32, unscaled.
using Encode = std::function<at::Tensor(const at::Tensor& pictures)>;

struct PoolPlan
{
    std::filesystem::path folder; ///< keeps the latents; made if need be
    std::string mark;             ///< of encoder and sizes: files with another mark are made anew
    std::uint64_t seed = 1;
    int side = 128; ///< of the pictures
};

/// The latents of drawn families of scenes, float16, kept in a folder so that a resumed run need
/// not draw and encode again. Family i depends on the seed and i alone.
class LatentPool
{
public:
    LatentPool(PoolPlan plan, Encode encode);

    /// Draws and encodes families until there are `count`.
    void growTo(std::size_t count);
    std::size_t size() const { return m_families.size(); }
    const Family& family(std::size_t index);
    /// [variants, C, h, w] float16.
    const at::Tensor& latents(std::size_t index) const { return m_families[index]; }

private:
    void readShards();
    void writeShard(std::size_t shard) const;
    std::filesystem::path fileOf(std::size_t shard) const;

    PoolPlan m_plan;
    Encode m_encode;
    std::vector<at::Tensor> m_families;
    std::vector<std::optional<Family>> m_invented; ///< when they were first asked for
};

} // namespace enogu::core
