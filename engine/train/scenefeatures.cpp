// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/scenefeatures.h"

#include "engine/nn/layout.h"
#include "engine/nn/linear.h"
#include "engine/train/pictures.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <cmath>

namespace enogu::core {

namespace {

constexpr int kPairs = kKinds * kColours, kWeathers = 4, kTimes = 3;
constexpr std::int64_t kShown = kPairs + kWeathers + kTimes + 1;

at::Tensor shownBy(const Scene& scene)
{
    std::vector<float> shows(kShown, 0.F);
    for (const Thing& thing : scene.things)
        shows[std::size_t(int(thing.kind) * kColours + int(thing.colour))] = 1;
    shows[std::size_t(kPairs + int(scene.weather))] = 1;
    shows[std::size_t(kPairs + kWeathers + int(scene.time))] = 1;
    shows.back() = scene.place == Place::Room ? 1.F : 0.F;
    return at::tensor(shows);
}

std::vector<at::Tensor> tapsOf(const VggConfig& config, const Parameters& weights,
                               const at::Tensor& pictures)
{
    return Vgg(config, weights)(inLayout(pictures.to(weights.dtype())));
}

Linear verdictOf(const VggConfig& config, const Parameters& weights)
{
    return Linear(weights / "classifier", config.channels.back(), kShown);
}

} // namespace

ShownScenes shownScenes(Random& random, int count, int side, int pictures)
{
    std::vector<at::Tensor> seen, shows;
    for (int i = 0; i < count; ++i) {
        const std::uint64_t number = random.next() >> 1;
        const std::uint64_t seed = pictures > 0 ? number % std::uint64_t(pictures) : number;
        const Scene scene = inventScene(seed, Split::Training);
        seen.push_back(pictureOf(drawScene(scene, side, side)).clamp(-1, 1));
        shows.push_back(shownBy(scene));
    }
    return {at::stack(seen), at::stack(shows)};
}

SceneFeatures::SceneFeatures(const std::vector<std::int64_t>& channels, std::uint64_t seed,
                             at::ScalarType type)
    : m_config{channels, std::vector<std::int64_t>(channels.size(), 2)}, m_type(type)
{
    const Parameters weights = m_net.weights.started(seed, {});
    Vgg(m_config, weights);
    verdictOf(m_config, weights);
    const at::NoGradGuard quiet;
    for (const at::Tensor& leaf : m_net.weights.leaves())
        if (leaf.dim() == 4)
            leaf.mul_(std::sqrt(6)); // half of what passes a rectifier is lost
    m_net.begin();
}

at::Tensor SceneFeatures::lossOf(const ShownScenes& scenes) const
{
    const Parameters weights = m_net.weights.as(m_type);
    const at::Tensor seen = tapsOf(m_config, weights, scenes.pictures).back().mean({2, 3});
    const at::Tensor belief = verdictOf(m_config, weights)(seen).to(at::kFloat);
    return at::binary_cross_entropy_with_logits(belief, scenes.shows);
}

} // namespace enogu::core
