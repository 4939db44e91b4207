// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/celpool.h"

#include "engine/api/error.h"
#include "engine/train/celteacher.h"
#include "engine/train/deadleaves/deadleaves.h"
#include "engine/train/scenes/landscape.h"
#include "engine/train/snapshot.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace enogu::core {

namespace {

constexpr int kTwins = 1; ///< crops that are shown a second time, moved

/// Mirroring, turning and order of channels; a moved twin shares it.
struct Change
{
    bool mirrored, turned, swapped;
    std::vector<std::int64_t> order;
};

Change randomChange(Random& random)
{
    Change change{random.chance(0.5), random.chance(0.3), random.chance(0.3), {0, 1, 2, 3, 4, 5}};
    if (!change.swapped)
        return change;
    for (int i = 2; i > 0; --i)
        std::swap(change.order[std::size_t(i)], change.order[std::size_t(random.below(i + 1))]);
    for (std::size_t i = 0; i < 3; ++i)
        change.order[i + 3] = change.order[i] + 3;
    return change;
}

at::Tensor changed(at::Tensor crop, const Change& change)
{
    if (change.swapped)
        crop = crop.index_select(0, at::tensor(change.order));
    if (change.mirrored)
        crop = crop.flip({2});
    if (change.turned)
        crop = crop.transpose(1, 2);
    return crop;
}

at::Tensor storedPair(const std::filesystem::path& file, int side)
{
    const Snapshot stored = loadSnapshot(file);
    const auto pair = stored.tensors.find("pair");
    if (pair == stored.tensors.end() || pair->second.scalar_type() != at::kByte ||
        pair->second.sizes() != at::IntArrayRef({6, side, side}))
        throw Error(ErrorCode::BadModelFile,
                    file.string() + " is no picture of this run; delete it and start again.");
    return pair->second;
}

/// Odd and at most `most` in size, keeping `at` + it within [0, room].
int oddOffset(Random& random, int at, int room, int most)
{
    for (;;) {
        const int offset = 2 * random.below(most) - most + 1 + (most % 2);
        if (at + offset >= 0 && at + offset <= room)
            return offset;
    }
}

} // namespace

CelPool::CelPool(std::uint64_t seed, int side, std::filesystem::path folder)
    : m_seed(seed), m_side(side), m_folder(std::move(folder))
{
}

at::Tensor CelPool::pair(std::size_t index) const
{
    const std::filesystem::path file = m_folder / (std::to_string(index) + ".safetensors");
    if (!m_folder.empty() && std::filesystem::exists(file))
        return storedPair(file, m_side);
    const std::uint64_t seed = m_seed * 1000003u + index;
    Canvas canvas =
        index % 10 < 3 ? drawLandscape(seed, m_side, m_side) : drawDeadLeaves(seed, m_side, m_side);
    const at::Tensor picture =
        at::from_blob(canvas.samples.data(), {1, 3, m_side, m_side}, at::kFloat);
    const at::Tensor both = at::cat({picture, celTeacher(picture)}).flatten(0, 1);
    const at::Tensor bytes = both.mul(255).round().to(at::kByte);
    if (!m_folder.empty())
        saveSnapshot(file, {{{"pair", bytes}}, {}});
    return bytes;
}

void CelPool::growTo(std::size_t count)
{
    while (m_pairs.size() < count)
        m_pairs.push_back(pair(m_pairs.size()));
}

CelPool::Batch CelPool::sample(Random& random, int count, int crop) const
{
    const int room = m_side - crop;
    std::vector<at::Tensor> crops;
    Batch batch;
    std::vector<at::Tensor> twins;
    for (int i = 0; i < count - kTwins; ++i) {
        const at::Tensor& source = m_pairs[std::size_t(random.below(int(m_pairs.size())))];
        const int y = random.below(room + 1), x = random.below(room + 1);
        const Change change = randomChange(random);
        const auto cut = [&](int top, int left) {
            return source.narrow(1, top, crop).narrow(2, left, crop);
        };
        crops.push_back(changed(cut(y, x), change));
        if (i >= kTwins)
            continue;
        const int dy = oddOffset(random, y, room, 17), dx = oddOffset(random, x, room, 17);
        twins.push_back(changed(cut(y + dy, x + dx), change));
        const int mirroredX = change.mirrored ? -dx : dx;
        batch.moved.push_back(change.turned ? std::pair(mirroredX, dy) : std::pair(dy, mirroredX));
    }
    crops.insert(crops.end(), twins.begin(), twins.end());
    const at::Tensor all = at::stack(crops).to(at::kFloat).mul_(2.0 / 255).sub_(1);
    batch.pictures = all.narrow(1, 0, 3).contiguous();
    batch.targets = all.narrow(1, 3, 3).contiguous();
    return batch;
}

} // namespace enogu::core
