// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/step.h"
#include "engine/pipelines/denoising.h"
#include "engine/runtime/frame.h"
#include "engine/runtime/quickdecoder.h"

namespace enogu {

/// Whose steps are shown.
struct StepSubject
{
    JobId job = 0;
    int variant = 0; ///< that the first of the run's pictures is
    const DiffusionModel& model;
    const Frame& frame;
};

/// Shows an observer each step of a run: both pictures through the model's decoder, or, where there
/// is a quick one, through that, at four pixels or more to a latent and at most 1024 px on the
/// longer side. Refers to everything that it is made of.
class StepPictures
{
public:
    StepPictures(const StepSubject& subject, Observer& observer, const DiffusionRun& how,
                 const QuickDecoder* quick)
        : m_subject(subject), m_observer(observer), m_how(how), m_quick(quick)
    {
    }

    void operator()(const DenoisedStep& step) const;

private:
    void show(const DenoisedStep& step, std::int64_t picture) const;
    Image decoded(const at::Tensor& latent) const;
    Image shown(const at::Tensor& picture, const at::Tensor& latent) const;

    StepSubject m_subject;
    Observer& m_observer;
    const DiffusionRun& m_how;
    const QuickDecoder* m_quick;
};

} // namespace enogu
