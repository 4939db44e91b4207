// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/latentpool.h"

#include "engine/api/error.h"
#include "engine/train/basemodel.h"
#include "engine/train/snapshot.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

namespace enogu::core {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kShard = 64; ///< numbers of one file

std::string nameOf(std::size_t index)
{
    return "family" + std::to_string(index);
}

} // namespace

PoolPlan poolOf(const DiffusionOptions& options, const BaseModel& base, const std::string& pictures)
{
    return {options.latents.empty() ? options.run.folder / "latents" : options.latents,
            base.vaeHash + " " + std::to_string(options.side) + pictures};
}

LatentPool::LatentPool(PoolPlan plan, Encoded encoded)
    : m_plan(std::move(plan)), m_encoded(std::move(encoded))
{
    makeFolder(m_plan.folder);
    readShards();
}

fs::path LatentPool::fileOf(std::size_t shard) const
{
    return m_plan.folder / (std::to_string(shard) + ".safetensors");
}

void LatentPool::readShards()
{
    for (std::size_t shard = 0; fs::exists(fileOf(shard)); ++shard) {
        const Snapshot file = loadSnapshot(fileOf(shard));
        const auto mark = file.words.find("mark");
        if (mark == file.words.end() || mark->second != m_plan.mark)
            return;
        for (std::size_t i = 0; i < kShard; ++i) {
            const auto found = file.tensors.find(nameOf(shard * kShard + i));
            if (found == file.tensors.end())
                throw Error(ErrorCode::BadModelFile,
                            fileOf(shard).string() + " is damaged; delete it.");
            m_latents.push_back(found->second);
        }
    }
}

void LatentPool::writeShard(std::size_t shard) const
{
    Snapshot file;
    for (std::size_t i = shard * kShard; i < (shard + 1) * kShard; ++i)
        file.tensors[nameOf(i)] = m_latents[i];
    file.words["mark"] = m_plan.mark;
    saveSnapshot(fileOf(shard), file);
}

void LatentPool::growTo(std::size_t count)
{
    const at::NoGradGuard quiet;
    while (m_latents.size() < count) {
        m_latents.push_back(m_encoded(m_latents.size()).to(at::kHalf));
        if (m_latents.size() % kShard == 0)
            writeShard(m_latents.size() / kShard - 1);
    }
}

} // namespace enogu::core
