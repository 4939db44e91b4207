// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/diffusion/sampler.h"

#include <ATen/core/Tensor.h>

namespace enogu::core {

/// How much a noise level counts: by its signal-to-noise ratio, between two limits, as the weight
/// of the clean picture's squared error.
struct NoiseLevels
{
    double most = 5;  ///< γ of min-SNR (Hang et al. 2023); 0: no limit
    double least = 0; ///< truncated SNR (Salimans and Ho 2022); with `most` 0, too: all count 1

    /// The weight of the squared error of a network's output, of any shape.
    at::Tensor weights(const at::Tensor& snr, Prediction prediction) const;
};

} // namespace enogu::core
