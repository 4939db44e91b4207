// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/trial.h"

#include "engine/train/pictures.h"
#include "engine/train/scenes/words.h"

#include <ATen/ATen.h>

namespace enogu::core {

Trial::Trial(int index, int side)
    : family(inventFamily(std::uint64_t(index), Split::HeldOut)),
      phrasings(index % 4 == 3 ? Split::HeldOut : Split::Training)
{
    Random random(std::uint64_t(index) + 1);
    const int variants = int(family.variants.size());
    from = std::size_t(random.below(variants));
    to = (from + 1 + std::size_t(random.below(variants - 1))) % std::size_t(variants);
    instruction = instructionOf(family, from, to, random, phrasings);
    const auto canvases = drawScenes({family.variants[from], family.variants[to]}, side, side);
    before = pictureOf(canvases[0]).clamp(-1, 1);
    truth = pictureOf(canvases[1]).clamp(-1, 1);
    change = at::tensor(changeOf(family, from, to, side, side)).view({side, side}).ge(128);
}

std::vector<std::string> Trial::groups() const
{
    std::vector<std::string> names{"all", wordOf(editKindOf(family, from, to))};
    if (showsHeldOutPair(family.variants[to]))
        names.emplace_back("held-out pairs");
    if (phrasings == Split::HeldOut)
        names.emplace_back("held-out phrasings");
    return names;
}

} // namespace enogu::core
