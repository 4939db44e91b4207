// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/models/autoencoderkl.h"
#include "engine/train/trainingrun.h"
#include "engine/train/vaeoptions.h"

namespace enogu::core {

/// An autoencoder learns to keep drawn scenes: mean absolute and squared error, and a weak pull of
/// the latents towards a unit normal.
class VaeTask : public Task
{
public:
    explicit VaeTask(VaeOptions options);

    std::string identity() const override;
    std::vector<std::pair<std::string, Learner*>> learners() override { return {{"vae", &m_vae}}; }
    double step(const StepContext& context) override;
    /// "psnr" in dB: mean over held-out pictures.
    std::map<std::string, double> measure() override;
    at::Tensor sheet() override;
    void exportTo(const std::filesystem::path& folder) override;

    /// The loss of pictures [B, 3, h, w], with noise of the latents' shape.
    at::Tensor lossOf(const at::Tensor& pictures, Random& random) const;

private:
    void narrowPosterior();

    VaeOptions m_options;
    AutoencoderKlConfig m_config;
    at::ScalarType m_type;
    Learner m_vae;
};

/// What a fresh autoencoder of these options is.
AutoencoderKlConfig vaeConfigOf(const VaeOptions& options);
/// Peak signal-to-noise ratio in dB of pictures in [−1, 1].
double psnrOf(const at::Tensor& guess, const at::Tensor& truth);
/// Unit normal float32 of a shape; takes one number from `random`.
at::Tensor normalOf(at::IntArrayRef shape, Random& random);

} // namespace enogu::core
