// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/pipelines/codec.h"
#include "engine/pipelines/course.h"
#include "engine/pipelines/memory.h"
#include "engine/pipelines/modelrows.h"
#include "engine/pipelines/stepclock.h"
#include "engine/pipelines/trace.h"

#include <functional>
#include <memory>

namespace enogu {

/// What a run starts from. Sides are multiples of the codec's multiple.
struct DiffusionInput
{
    std::int64_t height = 0, width = 0; ///< of the picture to make
    at::Tensor picture; ///< [1, 3, height, width] float32 in [−1, 1]; undefined: from words alone
    at::Tensor mask;    ///< [1, 1, height, width] float32, 1 edit, 0 keep; undefined: everywhere
};

/// A finished step, for those who watch.
struct DenoisedStep
{
    std::int64_t index = 0, count = 0;
    double timestep = 0;
    at::Tensor noisy;      ///< x_t as the network saw it, [pictures, C, h, w], about unit variance
    const Resumption& now; ///< what the step left
    const Course& course;  ///< between this step and the next
};

/// What a run may use and whom it tells. `noise` must be there, and says how many pictures are made
/// at once; the others may be empty. Only a run of one picture is traced or goes on from a state.
struct DiffusionRun
{
    Noises* noise = nullptr;
    Trace* trace = nullptr;
    double freeBytes = 0;                ///< memory that may be filled
    core::Checkpoint checkpoint;         ///< called between blocks; throws to cancel
    std::function<void(double)> advance; ///< share of the run, rising to 1
    std::function<void(const DenoisedStep&)> stepped;
    const LatentState* from = nullptr; ///< what the run goes on from, as resumed() says
    std::int64_t keepStep = 0; ///< 1 … count: ends with what this step predicts; 0: with the last
};

struct DiffusionResult
{
    at::Tensor pictures; ///< [pictures, C, height, width] float32 on the CPU, within [−1, 1]
    bool slicedRows = false, tiledDecoding = false; ///< because memory was short
    std::int64_t calls = 0;                         ///< of the network
    std::int64_t rows = 0;                          ///< of each call
    double stepSeconds = 0;                         ///< that they took together
    LatentStatePtr state = {}; ///< what the last step left of the first; null where none was taken
    bool strange = false;      ///< the photo is none of the world that the model knows
};

/// Steps that a run of a course takes: from `index` on, up to the one that it ends with. Throws
/// Error(BadArgument) where that is none of them.
std::int64_t stepsLeft(const Course& course, std::int64_t index, std::int64_t keepStep);

/// What every run of a diffusion model does, whatever it makes: latents go through the steps of a
/// sampler and are decoded, within the memory that there is, traced and shown. Every tensor is
/// float32 on the model's device. Lives for one run; refers to all that it is made of.
class Denoising
{
public:
    Denoising(const DiffusionModel& model, const DiffusionInput& input, const DiffusionRun& how);

    const Codec& codec() const { return m_codec; }
    std::int64_t pictures() const { return m_how.noise->count(); } ///< made at once
    LatentExtent extent() const;                                   ///< of one row
    /// Into the trace, where there is one and the tensor is defined.
    void put(const char* name, const at::Tensor& tensor) const;
    /// Throws Error(OutOfMemory) where a picture of the run's size cannot be encoded.
    void requireMemoryToEncode() const;
    at::Tensor noise() { return m_how.noise->latents().to(m_model.device); }

    /// The network over such rows for each of the pictures, one by one where they do not fit
    /// together. Throws Error(OutOfMemory) where not even one does.
    ModelRows networkOf(NetworkRows rows);

    /// What is left of x after step `level` − 1.
    using Blend = std::function<at::Tensor(const at::Tensor& x, std::int64_t level)>;
    /// What the run ends with: `x` after the course's steps, or what the step to keep predicts.
    /// Throws Error(NonFinite) naming step and model.
    at::Tensor stepped(Course& course, core::Denoiser& network, const at::Tensor& x,
                       const Blend& blend = {});
    /// Decodes.
    DiffusionResult finished(const at::Tensor& x) const;

private:
    Resumption step(Course& course, core::Denoiser& network, const Resumption& now,
                    const Blend& blend) const;
    at::Tensor decoded(const at::Tensor& x, bool& tiled) const;
    void requireMemory(double bytes) const;
    void requireFinite(const at::Tensor& x, const std::string& when) const;

    const DiffusionModel& m_model;
    const DiffusionInput& m_input;
    const DiffusionRun& m_how;
    Codec m_codec;
    StepClock m_clock;
    std::int64_t m_calls = 0, m_rows = 0;
    double m_seconds = 0;
    LatentStatePtr m_state;
};

} // namespace enogu
