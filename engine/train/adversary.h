// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/models/patchgan.h"
#include "engine/train/learner.h"

namespace enogu::core {

/// The hinge loss of a critic: half the mean of what verdicts on real pictures lack to 1, and half
/// that of what those on fakes are above −1.
at::Tensor hingeLoss(const at::Tensor& ofReal, const at::Tensor& ofFake);

/// How much an adversary's loss must be weighed to pull at `layer` as hard as `kept` does: the
/// ratio of the gradients' norms, at most 1e4. Both losses keep their graphs.
double balanceOf(const at::Tensor& kept, const at::Tensor& judged, const at::Tensor& layer);

/// A PatchGAN that learns to tell pictures [B, 3, H, W] in [−1, 1] from a network's answers.
class Adversary
{
public:
    Adversary(const PatchGanConfig& config, std::uint64_t seed, at::ScalarType type);

    /// What the network is to lower; the adversary itself gets no gradient of it.
    at::Tensor lossOf(const at::Tensor& fake) const;
    /// What the adversary is to lower; the network gets no gradient of it.
    at::Tensor ownLossOf(const at::Tensor& real, const at::Tensor& fake) const;

    Learner& learner() { return m_critic; }

private:
    PatchGanConfig m_config;
    at::ScalarType m_type;
    Learner m_critic;
};

} // namespace enogu::core
