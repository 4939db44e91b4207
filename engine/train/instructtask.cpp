// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/instructtask.h"

#include <ATen/ATen.h>

namespace enogu::core {

InstructTask::InstructTask(InstructOptions options)
    : DiffusionTask({"instruct", 2, editExamples}, options.diffusion),
      m_instruct(std::move(options))
{
}

/// One number decides: text alone, both, image alone are left out in neighbouring ranges.
void InstructTask::vary(DiffusionBatch& batch, Random& random) const
{
    const at::Tensor change = ((batch.target - batch.source) * base().scaling).abs().mean(1, true);
    batch.weight = 1 + m_instruct.changeWeight * (change * 2).clamp_max(1);
    for (std::size_t i = 0; i < batch.texts.size(); ++i) {
        const double r = random.unit();
        const double text = m_instruct.dropText, both = text + m_instruct.dropBoth;
        if (r < both)
            batch.texts[i].clear();
        if (r >= text && r < both + m_instruct.dropImage)
            batch.source[std::int64_t(i)].zero_();
    }
}

} // namespace enogu::core
