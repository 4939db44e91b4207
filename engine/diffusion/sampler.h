// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/diffusion/noiseschedule.h"

#include <ATen/core/Tensor.h>

#include <limits>
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
    bool eulerAtFinal = false;    ///< DPM-Solver++
    bool finalSigmaZero = true;   ///< DPM-Solver++, UniPC, Euler: false ends at σ_min
    std::int64_t solverOrder = 2; ///< DPM-Solver++, UniPC: 1 to 3
    bool bh1 = false;             ///< UniPC: B(h) = h instead of e^h − 1
    /// DPM-Solver++: the schedule's noisiest levels, with a smaller log(α/σ), are left out.
    double lambdaMin = -std::numeric_limits<double>::infinity();
    bool skipPrk = true;        ///< PNDM
    bool varianceLarge = false; ///< DDPM: fixed_large instead of fixed_small
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
    void begin(std::int64_t i) { m_state = {i, {}}; }
    /// Step i with the network's (guided) output at x. `noise`: unit noise of x's shape where
    /// drawsNoise(), ignored elsewhere. Throws std::logic_error when i is not the next step.
    StepResult step(const at::Tensor& output, std::int64_t i, const at::Tensor& x,
                    const at::Tensor& noise = {});

    /// Between two steps; a sampler of the same settings goes on from it bit for bit.
    const SamplerState& state() const { return m_state; }
    /// False, with nothing changed, for a state that cannot be one of this sampler's.
    bool restore(const SamplerState& state);
    /// The next step is i, and nothing is known of those before it: unlike img2img, which follows
    /// the reference, kinds with a memory begin with their lowest order.
    void goOnAt(std::int64_t i) { m_state = {i, withoutPast()}; }

protected:
    /// Whether a memory has the tensors that advance() counts on.
    virtual bool fits(const std::vector<at::Tensor>& memory) const;
    /// The memory that goOnAt() begins with.
    virtual std::vector<at::Tensor> withoutPast() const { return {}; }
    virtual StepResult advance(const at::Tensor& output, std::int64_t i, const at::Tensor& x,
                               const at::Tensor& noise) = 0;

    std::vector<double> m_timesteps;
    std::vector<at::Tensor>& memory() { return m_state.memory; }

private:
    SamplerState m_state;
};

/// A sampler of config.kind with `steps` steps, for runs that begin at `first` of its list
/// (img2img; PNDM visits the timestep after it twice). Throws std::invalid_argument, one sentence,
/// for settings that the kind cannot follow (more steps than the schedule has, LCM above its own).
std::unique_ptr<Sampler> makeSampler(const SamplerConfig& config, std::int64_t steps,
                                     std::int64_t first = 0);

} // namespace enogu::core
