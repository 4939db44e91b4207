// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/basemodel.h"
#include "engine/train/diffusionoptions.h"
#include "engine/train/latentpool.h"
#include "engine/train/trainingrun.h"

namespace enogu::core {

/// What a step of latent diffusion learns from.
struct DiffusionBatch
{
    at::Tensor target; ///< [B, C, h, w], unscaled
    at::Tensor source; ///< [B, C, h, w], unscaled, for instruction models; else undefined
    at::Tensor weight; ///< [B, 1, h, w] of the loss; undefined: 1
    std::vector<std::string> texts;
};

/// Denoising of latents under a text: the part that text-to-image and instruction models share. A
/// text encoder that the model folder lacks is made, with a small vocabulary of its own.
class DiffusionTask : public Task
{
public:
    std::string identity() const override;
    std::vector<std::pair<std::string, Learner*>> learners() override;
    double step(const StepContext& context) override;
    std::map<std::string, double> measure() override;
    at::Tensor sheet() override;
    void exportTo(const std::filesystem::path& folder) override;

    /// Mean weighted error of the network's output at random times, a scalar.
    at::Tensor lossOf(const DiffusionBatch& batch, Random& random) const;

protected:
    DiffusionTask(const char* name, DiffusionOptions options, std::int64_t inChannels);

    /// `families` may be drawn from.
    virtual DiffusionBatch batch(Random& random, std::size_t families, int count) = 0;
    /// Held-out examples, always the same.
    virtual DiffusionBatch heldOut(int count) = 0;
    virtual const char* pipeline() const = 0; ///< diffusers' class

    LatentPool& pool() { return m_pool; }
    const BaseModel& base() const { return m_base; }
    const DiffusionOptions& options() const { return m_options; }
    /// What the mean weights make of examples, decoded [B, 3, H, W].
    at::Tensor sampledFrom(const DiffusionBatch& examples) const;

private:
    void startText();
    void startUnet(std::int64_t inChannels);
    at::Tensor idsOf(const std::vector<std::string>& texts) const;
    at::Tensor wordsOf(const ClipText& encoder, const std::vector<std::string>& texts) const;

    std::string m_name;
    DiffusionOptions m_options;
    at::ScalarType m_type;
    BaseModel m_base;
    std::filesystem::path m_tokenizer; ///< folder
    NoiseSchedule m_schedule;
    LatentPool m_pool;
    ClipTextConfig m_textConfig;
    UNet2DConditionConfig m_unetConfig;
    Learner m_text, m_unet;
};

} // namespace enogu::core
