// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/ldmtask.h"

namespace enogu::core {

LdmTask::LdmTask(LdmOptions options)
    : DiffusionTask({"ldm", 1, captionExamples}, std::move(options.diffusion)),
      m_textDropout(options.textDropout)
{
}

void LdmTask::vary(DiffusionBatch& batch, Random& random) const
{
    for (std::string& text : batch.texts)
        if (random.chance(m_textDropout))
            text.clear();
}

} // namespace enogu::core
