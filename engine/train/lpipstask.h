// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/judgements.h"
#include "engine/train/lpipsfile.h"
#include "engine/train/lpipsoptions.h"
#include "engine/train/scenefeatures.h"
#include "engine/train/trainingrun.h"

#include <optional>

namespace enogu::core {

/// The weights of a perceptual distance (LPIPS, Zhang et al. 2018) learn which of two pictures is
/// nearer to a third one, on features that stay as they are: those of a file, or those that the
/// first steps learn by telling what drawn scenes show.
class LpipsTask : public Task
{
public:
    /// Throws Error as readFeatures() and PeoplesJudgements do.
    explicit LpipsTask(LpipsOptions options);

    std::string identity() const override;
    std::vector<std::pair<std::string, Learner*>> learners() override;
    double step(const StepContext& context) override;
    /// "synthetic", the share of held-out distortions that are put in order, and "pixels", that of
    /// the squared error; for people's judgements "agreement NAME" and "pixels NAME".
    Evaluation evaluate() override;
    /// Writes lpips.safetensors, which readLpips() reads.
    void exportTo(const std::filesystem::path& folder) override;

    /// What the rank of two distances and the judges disagree by, a scalar.
    at::Tensor lossOf(const Judgement& judged) const;

private:
    Lpips distance(const Parameters& weights) const;
    const VggConfig& config() const { return m_own ? m_own->config() : m_file->config; }
    at::Tensor feature(const std::string& key, const std::vector<std::int64_t>& shape) const;
    Judgement judgements(Random& random) const;

    LpipsOptions m_options;
    at::ScalarType m_type;
    std::optional<FeatureFile> m_file;  ///< the features, either of a file
    std::optional<SceneFeatures> m_own; ///< or our own
    std::optional<PeoplesJudgements> m_people;
    Learner m_distance;
};

} // namespace enogu::core
