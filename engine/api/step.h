// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/job.h"

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

/// A picture of the unfinished result of Animeify; may be dropped, never reordered. Diffusion
/// models show steps instead.
struct Preview
{
    JobId job = 0;
    Image image; ///< sRGB, at most 1024 px on its longer side
};

/// One finished denoising step.
struct Step
{
    JobId job = 0;
    int variant = 0; ///< of Job::variants
    int index = 0;   ///< 0 … count − 1; a run with fromStep begins there, or at the step of its
                     ///< own list that is nearest
    int count = 0;
    double timestep = 0; ///< as fed to the network
    Image noisy;         ///< x_t, which the step began with; sRGB
    Image predicted;     ///< the clean picture that the step predicts; sRGB
    LatentStatePtr state;
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
