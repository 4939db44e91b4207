// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/ldmtask.h"

#include "engine/train/pictures.h"
#include "engine/train/scenes/words.h"

#include <ATen/ATen.h>

namespace enogu::core {

LdmTask::LdmTask(LdmOptions options)
    : DiffusionTask("ldm", std::move(options.diffusion), 4), m_textDropout(options.textDropout)
{
}

DiffusionBatch LdmTask::batch(Random& random, std::size_t families, int count)
{
    DiffusionBatch batch;
    std::vector<at::Tensor> targets;
    for (int i = 0; i < count; ++i) {
        const std::size_t index = std::size_t(random.below(int(families)));
        const Family& family = pool().family(index);
        const int variant = random.below(int(family.variants.size()));
        targets.push_back(pool().latents(index)[variant]);
        const std::string caption = captionOf(family.variants[std::size_t(variant)], random);
        batch.texts.push_back(random.chance(m_textDropout) ? "" : caption);
    }
    batch.target = at::stack(targets).to(at::kFloat);
    return batch;
}

DiffusionBatch LdmTask::heldOut(int count)
{
    DiffusionBatch batch;
    Random random(5);
    std::vector<at::Tensor> pictures;
    for (int i = 0; i < count; ++i) {
        const Family family = inventFamily(std::uint64_t(i), Split::HeldOut);
        pictures.push_back(
            pictureOf(drawScene(family.variants[0], options().side, options().side)));
        batch.texts.push_back(captionOf(family.variants[0], random));
    }
    batch.target = base().encoded(at::stack(pictures));
    return batch;
}

} // namespace enogu::core
