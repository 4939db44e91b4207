// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/diffusiontask.h"

namespace enogu::core {

/// InstructPix2Pix: the UNet sees the source's latents beside the noisy ones and an instruction as
/// its text.
class InstructTask : public DiffusionTask
{
public:
    explicit InstructTask(InstructOptions options);

protected:
    void vary(DiffusionBatch& batch, Random& random) const override;
    const char* pipeline() const override { return "StableDiffusionInstructPix2PixPipeline"; }

private:
    InstructOptions m_instruct;
};

} // namespace enogu::core
