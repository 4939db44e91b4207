// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/models/autoencoderkl.h"
#include "engine/models/lpips.h"
#include "engine/train/adversary.h"
#include "engine/train/pictures.h"
#include "engine/train/trainingrun.h"
#include "engine/train/vaeoptions.h"

#include <optional>

namespace enogu::core {

/// An autoencoder learns to keep pictures: mean absolute and squared error, a weak pull of the
/// latents towards a unit normal and, if asked for, a perceptual distance and an adversary.
class VaeTask : public Task
{
public:
    /// Throws Error: BadArgument, and as readVaePart() and readLpips() do.
    explicit VaeTask(VaeOptions options);

    std::string identity() const override;
    std::vector<std::pair<std::string, Learner*>> learners() override;
    double step(const StepContext& context) override;
    /// "psnr" in dB: mean over held-out pictures.
    Evaluation evaluate() override;
    void exportTo(const std::filesystem::path& folder) override;

    /// What becomes of pictures [B, 3, h, w], with noise of the latents' shape.
    struct Answer
    {
        at::Tensor pictures;
        at::Tensor unlikeness; ///< of the pictures alone
        at::Tensor loss;       ///< with the pull on the latents; without the adversary
    };
    Answer answerTo(const at::Tensor& pictures, Random& random) const;
    at::Tensor lossOf(const at::Tensor& pictures, Random& random) const
    {
        return answerTo(pictures, random).loss;
    }

private:
    void narrowPosterior();
    const at::Tensor& leaf(const char* name) const;
    /// `answer` with the adversary's verdict, balanced; what it is shown goes to `fake`.
    at::Tensor judged(const Answer& answer, at::Tensor& fake) const;

    VaeOptions m_options;
    DrawPicture m_draw;
    AutoencoderKlConfig m_config;
    at::ScalarType m_type;
    double m_scaling = 1; ///< of the latents, where they are kept
    Learner m_vae;
    std::optional<Lpips> m_lpips;
    std::optional<Adversary> m_adversary;
};

/// What a fresh autoencoder of these options is.
AutoencoderKlConfig vaeConfigOf(const VaeOptions& options);
/// Unit normal float32 of a shape; takes one number from `random`.
at::Tensor normalOf(at::IntArrayRef shape, Random& random);

} // namespace enogu::core
