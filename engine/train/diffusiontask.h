// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/basemodel.h"
#include "engine/train/examples.h"
#include "engine/train/trainingrun.h"

#include <nlohmann/json_fwd.hpp>

namespace enogu::core {

/// Denoising of latents under a text: the part that text-to-image and instruction models share. A
/// text encoder that the model folder lacks is made, with a small vocabulary of its own.
class DiffusionTask : public Task
{
public:
    std::string identity() const override;
    std::vector<std::pair<std::string, Learner*>> learners() override;
    bool prepare(std::int64_t step) override { return m_examples->prepare(step); }
    double step(const StepContext& context) override;
    /// "validation", the loss of held-out examples; of edits that can be judged also "success" and
    /// "unchanged", the shares that are right as made and as they were.
    Evaluation evaluate() override;
    void exportTo(const std::filesystem::path& folder) override;

    /// Mean weighted error of the network's output at random times, a scalar.
    at::Tensor lossOf(const DiffusionBatch& batch, Random& random) const;
    /// What a step learns from.
    DiffusionBatch batch(Random& random, std::int64_t step) const;

protected:
    struct Kind
    {
        const char* name;
        int pictures; ///< whose latents the UNet sees, one beside the other
        std::unique_ptr<Examples> (*examples)(const DiffusionOptions&, const BaseModel&);
    };
    DiffusionTask(const Kind& kind, DiffusionOptions options);

    /// Leaves texts or pictures out, and weighs.
    virtual void vary(DiffusionBatch& batch, Random& random) const = 0;
    virtual const char* pipeline() const = 0; ///< diffusers' class

    const BaseModel& base() const { return m_base; }

private:
    void startText();
    void startUnet(int pictures);
    bool keepsText() const { return m_options.textRate == 0 && m_base.text; }
    at::Tensor wordsOf(const std::vector<std::string>& texts, const Parameters& weights) const;
    nlohmann::json configFor(const char* part, nlohmann::json made) const;
    double validation() const;
    at::Tensor sampledFrom(const DiffusionBatch& examples) const;
    void judge(const at::Tensor& made, Evaluation& evaluation) const;

    std::string m_name;
    DiffusionOptions m_options;
    at::ScalarType m_type;
    BaseModel m_base;
    std::filesystem::path m_tokenizer; ///< folder
    NoiseSchedule m_schedule;
    std::unique_ptr<Examples> m_examples;
    DiffusionBatch m_heldOut; ///< once it was asked for
    ClipTextConfig m_textConfig;
    UNet2DConditionConfig m_unetConfig;
    Learner m_text, m_unet;
};

} // namespace enogu::core
