// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/lpipstask.h"

#include "engine/nn/linear.h"
#include "engine/train/passes.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

namespace enogu::core {

namespace {

constexpr int kHeldOut = 256, kPeople = 1000; ///< held-out judgements, of people of each kind
constexpr std::int64_t kRankWidth = 32;
constexpr double kEps = 0.1;

/// Says by two distances how surely the second picture is the nearer one: a logit [B].
at::Tensor rankOf(const Parameters& weights, const at::Tensor& toFirst, const at::Tensor& toSecond)
{
    const at::Tensor facts = at::stack({toFirst, toSecond, toFirst - toSecond,
                                        toFirst / (toSecond + kEps), toSecond / (toFirst + kEps)},
                                       1);
    const Parameters at = weights / "rank";
    const at::Tensor x = at::leaky_relu(Linear(at / 0, 5, kRankWidth)(facts), 0.2);
    const at::Tensor y = at::leaky_relu(Linear(at / 2, kRankWidth, kRankWidth)(x), 0.2);
    return Linear(at / 4, kRankWidth, 1)(y).squeeze(1);
}

bool isOfDistance(const std::string& key)
{
    return key.starts_with("lin");
}

/// Weights below 0 would call pictures alike because they differ.
void keepPositive(const WeightSet& weights)
{
    const at::NoGradGuard quiet;
    for (std::size_t i = 0; i < weights.names().size(); ++i)
        if (isOfDistance(weights.names()[i]))
            weights.leaves()[i].clamp_min_(0);
}

double pixelAgreement(const Judgement& judged)
{
    const auto apart = [&](const at::Tensor& version) {
        return (version - judged.original).square().mean({1, 2, 3});
    };
    return agreement(judged, apart(judged.first), apart(judged.second));
}

double agreementOf(const Lpips& distance, const Judgement& judged)
{
    std::vector<at::Tensor> first, second;
    for (std::int64_t i = 0; i < judged.original.size(0); i += 32) {
        const auto part = [i](const at::Tensor& all) { return all.slice(0, i, i + 32); };
        first.push_back(distance(part(judged.original), part(judged.first)));
        second.push_back(distance(part(judged.original), part(judged.second)));
    }
    return agreement(judged, at::cat(first), at::cat(second));
}

Judgement heldOutDistortions(int side)
{
    std::vector<at::Tensor> originals;
    for (int i = 0; i < kHeldOut; ++i)
        originals.push_back(drawnPicture(std::uint64_t(i), Split::HeldOut, side));
    Random random(13);
    return judgedByStrength(at::stack(originals), random);
}

} // namespace

LpipsTask::LpipsTask(LpipsOptions options)
    : m_options(std::move(options)),
      m_type(usesBfloat16(m_options.run.type) ? at::kBFloat16 : at::kFloat)
{
    if (m_options.vgg.empty())
        m_own.emplace(m_options.channels, m_options.run.seed, m_type);
    else
        m_file = readFeatures(m_options.vgg);
    if (!m_options.own.folder.empty())
        m_people.emplace(m_options.own, m_options.side);
    const Parameters weights = m_distance.weights.started(m_options.run.seed + 1, {});
    distance(weights);
    rankOf(weights, at::zeros({1}), at::zeros({1}));
    {
        const at::NoGradGuard quiet;
        for (const at::Tensor& leaf : m_distance.weights.leaves())
            if (leaf.dim() == 4)
                leaf.abs_();
    }
    m_distance.begin();
}

std::string LpipsTask::identity() const
{
    std::string text = "lpips on features";
    for (std::int64_t channels : config().channels)
        text += " " + std::to_string(channels);
    return text + (m_own ? " of its own" : " of a file");
}

std::vector<std::pair<std::string, Learner*>> LpipsTask::learners()
{
    std::vector<std::pair<std::string, Learner*>> all{{"distance", &m_distance}};
    if (m_own)
        all.emplace_back("features", &m_own->learner());
    return all;
}

at::Tensor LpipsTask::feature(const std::string& key, const std::vector<std::int64_t>& shape) const
{
    return m_own ? m_own->learner().mean(at::kFloat)(key, shape) : m_file->weights(key, shape);
}

/// The distance whose own weights are these.
Lpips LpipsTask::distance(const Parameters& weights) const
{
    return Lpips(
        config(),
        Parameters(
            [this, weights](const std::string& key, const std::vector<std::int64_t>& shape) {
                return isOfDistance(key) ? weights(key, shape) : feature(key, shape);
            },
            m_type));
}

at::Tensor LpipsTask::lossOf(const Judgement& judged) const
{
    const Parameters weights = m_distance.weights.as(at::kFloat);
    const Lpips apart = distance(weights);
    const at::Tensor rank = rankOf(weights, apart(judged.original, judged.first),
                                   apart(judged.original, judged.second));
    return at::binary_cross_entropy_with_logits(rank, judged.forSecond);
}

Judgement LpipsTask::judgements(Random& random) const
{
    if (m_people)
        return m_people->batch(random, m_options.run.batch);
    const CropPlan plan{m_options.run.batch, m_options.side, 2 * m_options.side,
                        m_options.pictures};
    return judgedByStrength(cropsOf(random, plan), random);
}

double LpipsTask::step(const StepContext& context)
{
    const int count = m_options.run.accumulate;
    if (m_own && context.step < m_options.featureSteps) {
        std::vector<ShownScenes> scenes;
        for (int i = 0; i < count; ++i)
            scenes.push_back(shownScenes(context.random, m_options.run.batch, m_options.side,
                                         m_options.pictures));
        Learner& net = m_own->learner();
        const double loss = addGradients(count, net.weights.leaves(), [&](int i) {
            return m_own->lossOf(scenes[std::size_t(i)]);
        });
        net.optimizer.step(stepOf(m_options.run, context.rate));
        return loss;
    }
    std::vector<Judgement> judged;
    for (int i = 0; i < count; ++i)
        judged.push_back(judgements(context.random));
    const double loss = addGradients(count, m_distance.weights.leaves(),
                                     [&](int i) { return lossOf(judged[std::size_t(i)]); });
    m_distance.optimizer.step(stepOf(m_options.run, context.rate));
    keepPositive(m_distance.weights);
    return loss;
}

Evaluation LpipsTask::evaluate()
{
    const at::NoGradGuard quiet;
    const Lpips apart = distance(m_distance.mean(at::kFloat));
    const Judgement distortions = heldOutDistortions(m_options.side);
    Evaluation found{
        {{"synthetic", agreementOf(apart, distortions)}, {"pixels", pixelAgreement(distortions)}},
        {}};
    if (!m_people)
        return found;
    for (const auto& [name, judged] : m_people->heldOut(kPeople)) {
        found.numbers["agreement " + name] = agreementOf(apart, judged);
        found.numbers["pixels " + name] = pixelAgreement(judged);
    }
    return found;
}

void LpipsTask::exportTo(const std::filesystem::path& folder)
{
    const at::NoGradGuard quiet;
    Snapshot file{{}, {{"format", "pt"}, {"network", "Enogu LPIPS"}}};
    const Parameters mean = m_distance.mean(at::kFloat);
    Lpips(config(), Parameters([&](const std::string& key, const std::vector<std::int64_t>& shape) {
              const bool own = isOfDistance(key);
              return file.tensors[key] = (own ? mean(key, shape) : feature(key, shape))
                                             .to(own ? at::kFloat : at::kHalf);
          }));
    saveSnapshot(folder / "lpips.safetensors", file);
}

} // namespace enogu::core
