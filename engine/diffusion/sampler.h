// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/diffusion/noiseschedule.h"

#include <ATen/core/Tensor.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace enogu::core {

enum class Prediction { Epsilon, V, Sample };
enum class Spacing { Linspace, Leading, Trailing };
enum class SamplerKind {
    Ddim,
    DdimInverse,
    Ddpm,
    Euler,
    EulerAncestral,
    Lms,
    Pndm,
    DpmSolverPp2M,
    UniPc,
    Lcm
};

/// The settings of scheduler_config.json that the samplers know. Those that a kind defaults
/// differently are empty until the file gives them.
struct SamplerConfig
{
    SamplerKind kind = SamplerKind::DpmSolverPp2M;
    NoiseScheduleConfig schedule;
    Prediction prediction = Prediction::Epsilon;
    std::optional<Spacing> spacing;
    std::int64_t stepsOffset = 0;
    bool karrasSigmas = false;
    bool setAlphaToOne = true; ///< the level after the last step: ᾱ = 1, or ᾱ_0
    bool clipSample = false;   ///< pred_x0 is clipped to ±clipRange
    double clipRange = 1;
    bool thresholding = false; ///< dynamic thresholding (Imagen) of pred_x0
    double thresholdRatio = 0.995, thresholdMax = 1;
    double eta = 0;               ///< DDIM
    bool lowerOrderFinal = true;  ///< DPM-Solver++, UniPC
    bool finalSigmaZero = true;   ///< DPM-Solver++, UniPC: false ends at σ_min
    std::int64_t solverOrder = 2; ///< UniPC
    bool skipPrk = true;          ///< PNDM
    bool varianceLarge = false;   ///< DDPM: fixed_large instead of fixed_small
    std::int64_t lcmOriginalSteps = 50;
    double lcmTimestepScaling = 10;
    double sigmaData = 0.5; ///< LCM
};

/// What one network call leads to.
struct StepResult
{
    at::Tensor previous; ///< x at the next level
    at::Tensor predX0; ///< the clean sample that the (guided) output predicts, clipped where asked
};

/// x and the multistep memory of a sampler between two steps: all that a branch needs.
struct SamplerState
{
    std::int64_t next = 0;          ///< index of the step to come
    std::vector<at::Tensor> memory; ///< float32; an undefined tensor stands for nothing yet
};

/// One way from noise to a sample. It owns the timesteps, the scaling of the network's input, the
/// starting noise and the meaning of the network's output. All arithmetic is float32 on the
/// sample's device. Steps are taken in order, from the index that begin() names; one thread.
class Sampler
{
public:
    virtual ~Sampler() = default;

    /// As fed to the network, one for each network call (PNDM: steps + 1); fractional for Euler.
    const std::vector<double>& timesteps() const { return m_timesteps; }
    /// What unit noise is multiplied by to be the x of the first step.
    virtual double initNoiseSigma() const { return 1; }
    /// x as the network wants it at step i.
    virtual at::Tensor scaleInput(const at::Tensor& x, std::int64_t i) const
    {
        (void)i;
        return x;
    }
    /// x0 brought to the noise level at which step i begins. i = timesteps().size() gives x0
    /// itself.
    virtual at::Tensor addNoise(const at::Tensor& x0, const at::Tensor& noise,
                                std::int64_t i) const = 0;
    /// True where step() takes fresh noise: DDPM, Euler ancestral, LCM, DDIM with eta > 0.
    virtual bool drawsNoise() const { return false; }
    /// Forgets the memory; the next step is i (img2img begins inside the list).
    virtual void begin(std::int64_t i);
    /// Step i with the network's (guided) output at x. `noise`: unit noise of x's shape where
    /// drawsNoise(), ignored elsewhere.
    virtual StepResult step(const at::Tensor& output, std::int64_t i, const at::Tensor& x,
                            const at::Tensor& noise = {}) = 0;

    virtual SamplerState state() const = 0;
    virtual void restore(const SamplerState& state) = 0;

protected:
    std::vector<double> m_timesteps;
};

/// A sampler of config.kind with `steps` steps. Throws std::invalid_argument, one sentence, for
/// settings that the kind cannot follow (more steps than the schedule has, LCM above its own).
std::unique_ptr<Sampler> makeSampler(const SamplerConfig& config, std::int64_t steps);

} // namespace enogu::core
