// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/pictures.h"

#include "engine/train/scenes/family.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <utility>

namespace enogu::core {

namespace {

Canvas drawn(std::uint64_t seed, Split split, int side)
{
    const Family family = inventFamily(seed, split);
    return drawScene(family.variants[seed % family.variants.size()], side, side);
}

struct Plan
{
    std::uint64_t seed;
    std::pair<int, int> place[2]; ///< y, x of the two crops
    bool whole;
};

Plan planned(Random& random, int room)
{
    Plan plan{random.next() >> 1, {}, random.chance(0.25)};
    for (auto& place : plan.place)
        place = {random.below(room + 1), random.below(room + 1)};
    return plan;
}

/// Two crops of one picture, or two small pictures.
void drawPair(const Plan& plan, int side, at::Tensor crops)
{
    const int crop = int(crops.size(2));
    if (plan.whole) {
        for (int k = 0; k < 2; ++k)
            crops[k].copy_(pictureOf(drawn(plan.seed + std::uint64_t(k), Split::Training, crop)));
        return;
    }
    const at::Tensor picture = pictureOf(drawn(plan.seed, Split::Training, side));
    for (int k = 0; k < 2; ++k) {
        const auto [y, x] = plan.place[k];
        crops[k].copy_(picture.narrow(1, y, crop).narrow(2, x, crop));
    }
}

} // namespace

at::Tensor pictureOf(const Canvas& canvas)
{
    return at::tensor(canvas.samples).view({3, canvas.height, canvas.width}) * 2 - 1;
}

at::Tensor heldOutPicture(std::uint64_t index, int side)
{
    return pictureOf(drawn(index, Split::HeldOut, side)).clamp(-1, 1).unsqueeze(0);
}

at::Tensor drawnCrops(Random& random, int count, int side, int crop)
{
    const int pairs = (count + 1) / 2;
    std::vector<Plan> plans;
    for (int i = 0; i < pairs; ++i)
        plans.push_back(planned(random, side - crop));
    at::Tensor crops = at::empty({2 * pairs, 3, crop, crop});
    at::parallel_for(0, pairs, 1, [&](std::int64_t first, std::int64_t last) {
        for (std::int64_t i = first; i < last; ++i)
            drawPair(plans[std::size_t(i)], side, crops.narrow(0, 2 * i, 2));
    });
    return crops.narrow(0, 0, count);
}

} // namespace enogu::core
