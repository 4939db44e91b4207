// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/latentpool.h"

#include "engine/api/error.h"
#include "engine/train/pictures.h"
#include "engine/train/snapshot.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

namespace enogu::core {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kShard = 64; ///< families of one file

std::string nameOf(std::size_t family)
{
    return "family" + std::to_string(family);
}

} // namespace

LatentPool::LatentPool(PoolPlan plan, Encode encode)
    : m_plan(std::move(plan)), m_encode(std::move(encode))
{
    fs::create_directories(m_plan.folder);
    readShards();
}

const Family& LatentPool::family(std::size_t index)
{
    if (m_invented.size() <= index)
        m_invented.resize(index + 1);
    std::optional<Family>& known = m_invented[index];
    if (!known)
        known = inventFamily(m_plan.seed * 0x100000001b3ULL + index, Split::Training);
    return *known;
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
            m_families.push_back(found->second);
        }
    }
}

void LatentPool::writeShard(std::size_t shard) const
{
    Snapshot file;
    for (std::size_t i = shard * kShard; i < (shard + 1) * kShard; ++i)
        file.tensors[nameOf(i)] = m_families[i];
    file.words["mark"] = m_plan.mark;
    saveSnapshot(fileOf(shard), file);
}

void LatentPool::growTo(std::size_t count)
{
    const at::NoGradGuard quiet;
    while (m_families.size() < count) {
        const Family& scenes = family(m_families.size());
        std::vector<at::Tensor> pictures;
        for (const Canvas& canvas : drawScenes(scenes.variants, m_plan.side, m_plan.side))
            pictures.push_back(pictureOf(canvas));
        m_families.push_back(m_encode(at::stack(pictures)).to(at::kHalf));
        if (m_families.size() % kShard == 0)
            writeShard(m_families.size() / kShard - 1);
    }
}

} // namespace enogu::core
