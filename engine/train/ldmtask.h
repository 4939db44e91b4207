// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/diffusiontask.h"

namespace enogu::core {

/// Latent diffusion of pictures under their captions.
class LdmTask : public DiffusionTask
{
public:
    explicit LdmTask(LdmOptions options);

protected:
    void vary(DiffusionBatch& batch, Random& random) const override;
    const char* pipeline() const override { return "StableDiffusionPipeline"; }

private:
    double m_textDropout;
};

} // namespace enogu::core
