// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/step.h"
#include "engine/pipelines/denoising.h"
#include "engine/runtime/frame.h"

namespace enogu {

/// Shows an observer each step of a run: both pictures decoded in full. Refers to everything that
/// it is made of.
class StepPictures
{
public:
    StepPictures(JobId job, Observer& observer, const DiffusionModel& model, const Frame& frame,
                 const DiffusionRun& how)
        : m_job(job), m_observer(observer), m_model(model), m_frame(frame), m_how(how)
    {
    }

    void operator()(const DenoisedStep& step) const;

private:
    JobId m_job;
    Observer& m_observer;
    const DiffusionModel& m_model;
    const Frame& m_frame;
    const DiffusionRun& m_how;
};

} // namespace enogu
