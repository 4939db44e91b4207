// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/noiselevels.h"

#include <ATen/ATen.h>

namespace enogu::core {

/// The clean picture's error is 1/(SNR + 1) of v's, 1/SNR of the noise's.
at::Tensor NoiseLevels::weights(const at::Tensor& snr, Prediction prediction) const
{
    if (most == 0 && least == 0)
        return at::ones_like(snr);
    at::Tensor weight = snr.clamp_min(least);
    if (most > 0)
        weight = weight.clamp_max(most);
    return weight / (prediction == Prediction::V ? snr + 1 : snr);
}

} // namespace enogu::core
