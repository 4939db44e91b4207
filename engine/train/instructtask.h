// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/diffusiontask.h"

namespace enogu::core {

/// InstructPix2Pix on exact pairs of drawn scenes: the UNet sees the source's latents beside the
/// noisy ones and an instruction as its text.
class InstructTask : public DiffusionTask
{
public:
    explicit InstructTask(InstructOptions options);

    std::map<std::string, double> measure() override;

protected:
    DiffusionBatch batch(Random& random, std::size_t families, int count) override;
    DiffusionBatch heldOut(int count) override;
    const char* pipeline() const override { return "StableDiffusionInstructPix2PixPipeline"; }

private:
    void drop(Random& random, DiffusionBatch& batch) const;

    InstructOptions m_instruct;
};

} // namespace enogu::core
