// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/job.h"
#include "engine/api/step.h"

#include <ATen/core/Tensor.h>

namespace enogu {

/// Shows a picture that is painted tile by tile: the photo at most 1024 px long, with the finished
/// tiles in place. Costs nothing until the first tile.
class Previewer
{
public:
    Previewer(const Job& job, Observer& observer) : m_job(job), m_observer(observer) {}

    /// `part` [1, 3, h, w] is finished; (x, y) is its place in the job's picture. What lies outside
    /// of the picture is left out.
    void paint(const at::Tensor& part, std::int64_t x, std::int64_t y);

private:
    const Job& m_job;
    Observer& m_observer;
    at::Tensor m_canvas; ///< [1, 3, h, w]
};

} // namespace enogu
