// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/pictures.h"

#include "engine/nn/parallel.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <utility>

namespace enogu::core {

namespace {

/// One picture, and where two crops lie in it.
struct CutPicture
{
    std::uint64_t seed;
    int side;
    std::pair<int, int> places[2]; ///< y, x
};

CutPicture planned(Random& random, const CropPlan& plan)
{
    const std::uint64_t seed = random.next() >> 1;
    CutPicture picture{plan.pictures > 0 ? seed % std::uint64_t(plan.pictures) : seed,
                       random.chance(0.25) ? std::max(plan.side / 2, plan.crop) : plan.side,
                       {}};
    for (auto& [y, x] : picture.places) {
        y = random.below(picture.side - plan.crop + 1);
        x = random.below(picture.side - plan.crop + 1);
    }
    return picture;
}

} // namespace

at::Tensor pictureOf(const Canvas& canvas)
{
    return at::tensor(canvas.samples).view({3, canvas.height, canvas.width}) * 2 - 1;
}

at::Tensor drawnPicture(std::uint64_t number, Split split, int side)
{
    const Family family = inventFamily(number, split);
    const Scene& scene = family.variants[number % family.variants.size()];
    return pictureOf(drawScene(scene, side, side)).clamp(-1, 1);
}

at::Tensor cropsOf(Random& random, const CropPlan& plan, const DrawPicture& draw)
{
    std::vector<CutPicture> pictures;
    for (int i = 0; 2 * i < plan.count; ++i)
        pictures.push_back(planned(random, plan));
    const std::int64_t pairs = std::int64_t(pictures.size());
    at::Tensor crops = at::empty({2 * pairs, 3, plan.crop, plan.crop});
    sharedOut(0, pairs, 1, [&](std::int64_t first, std::int64_t last) {
        for (std::int64_t i = first; i < last; ++i) {
            const CutPicture& cut = pictures[std::size_t(i)];
            const at::Tensor picture = draw(cut.seed, Split::Training, cut.side);
            for (int k = 0; k < 2; ++k) {
                const auto [y, x] = cut.places[k];
                crops[2 * i + k].copy_(picture.narrow(1, y, plan.crop).narrow(2, x, plan.crop));
            }
        }
    });
    return crops.narrow(0, 0, plan.count);
}

} // namespace enogu::core
