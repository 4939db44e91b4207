// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/models/vgg.h"
#include "engine/train/learner.h"
#include "engine/train/scenes/random.h"

namespace enogu::core {

/// Drawn scenes with what they show.
struct ShownScenes
{
    at::Tensor pictures; ///< [B, 3, side, side] in [−1, 1]
    at::Tensor shows; ///< [B, kShown] 1 for each pair of kind and colour, weather, time and place
};
/// `pictures` different ones; 0: no end.
ShownScenes shownScenes(Random& random, int count, int side, int pictures);

/// A network of features like VGG-16 that learns them by telling what drawn scenes show.
class SceneFeatures
{
public:
    SceneFeatures(const std::vector<std::int64_t>& channels, std::uint64_t seed,
                  at::ScalarType type);

    /// Mean error of what the network believes that it sees, a scalar.
    at::Tensor lossOf(const ShownScenes& scenes) const;
    const VggConfig& config() const { return m_config; }
    Learner& learner() { return m_net; }
    const Learner& learner() const { return m_net; }

private:
    VggConfig m_config;
    at::ScalarType m_type;
    Learner m_net;
};

} // namespace enogu::core
