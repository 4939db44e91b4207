// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/diffusiontask.h"

namespace enogu::core {

/// Latent diffusion of drawn scenes under their captions.
class LdmTask : public DiffusionTask
{
public:
    explicit LdmTask(LdmOptions options);

protected:
    DiffusionBatch batch(Random& random, std::size_t families, int count) override;
    DiffusionBatch heldOut(int count) override;
    const char* pipeline() const override { return "StableDiffusionPipeline"; }

private:
    double m_textDropout;
};

} // namespace enogu::core
