// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/diffusionoptions.h"

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace enogu::core {

struct BaseModel;

struct PoolPlan
{
    std::filesystem::path folder; ///< keeps the latents; made if need be
    std::string mark; ///< of encoder and pictures: files with another mark are made anew
};
/// Where the latents of these options are kept; `pictures` marks those that are not drawn.
PoolPlan poolOf(const DiffusionOptions& options, const BaseModel& base,
                const std::string& pictures = {});

/// Latents of numbered pictures or families of such, float16, kept in a folder so that a resumed
/// run need not encode them again.
class LatentPool
{
public:
    /// `encoded(i)` gives the latents [n, C, h, w] of number i, the same for every run.
    using Encoded = std::function<at::Tensor(std::size_t index)>;
    LatentPool(PoolPlan plan, Encoded encoded);

    void growTo(std::size_t count);
    std::size_t size() const { return m_latents.size(); }
    /// [n, C, h, w] float16.
    const at::Tensor& latents(std::size_t index) const { return m_latents[index]; }

private:
    void readShards();
    void writeShard(std::size_t shard) const;
    std::filesystem::path fileOf(std::size_t shard) const;

    PoolPlan m_plan;
    Encoded m_encoded;
    std::vector<at::Tensor> m_latents;
};

} // namespace enogu::core
