// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/job.h"

#include <memory>

namespace enogu {

/// How far a job is. `done` strictly increases within a job; total is fixed from the first report.
struct Progress
{
    JobId job = 0;
    double done = 0; ///< work units finished, 0 … total
    double total = 1;
    double secondsLeft = -1; ///< −1 while unknown
    std::string phase;       ///< what is being done, e.g. "Loading the model"
};

/// A picture of the unfinished result; may be dropped, never reordered.
struct Preview
{
    JobId job = 0;
    Image image; ///< sRGB, at most 1024 px on its longer side
};

/// Row-major float32.
struct FloatArray
{
    std::vector<std::int64_t> shape;
    std::vector<float> values; ///< empty where there is nothing yet
};

/// All that a run needs to go on from here, bit-exactly on the same device.
struct LatentState
{
    std::int64_t next = 0;            ///< index of the step to come
    FloatArray x;                     ///< [1, C, h, w], at the noise level of that step
    std::vector<FloatArray> memory;   ///< of the sampler
    std::vector<std::uint8_t> random; ///< state of the generator of random numbers
};

/// One finished denoising step.
struct Step
{
    JobId job = 0;
    int index = 0; ///< 0 … count − 1
    int count = 0;
    double timestep = 0; ///< as fed to the network
    Image noisy;         ///< x_t, which the step began with; sRGB
    Image predicted;     ///< the clean picture that the step predicts; sRGB
    std::shared_ptr<const LatentState> state;
};

/// Called on the engine's thread while run() is busy; must return quickly and must not throw.
class Observer
{
public:
    virtual ~Observer() = default;
    virtual void onProgress(const Progress& progress) = 0;
    virtual void onPreview(const Preview& preview) = 0;
    virtual void onStep(const Step&) {}
};

} // namespace enogu
