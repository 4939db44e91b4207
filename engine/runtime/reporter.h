// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/error.h"
#include "engine/api/step.h"

#include <chrono>
#include <stop_token>

namespace enogu {

/// Turns shares of a job into reports whose `done` strictly increases, with the time left, and
/// turns a stop into Error(Cancelled). Lives for one job, on the engine's thread.
class Reporter
{
public:
    Reporter(JobId job, Observer& observer, std::stop_token stop);

    /// Names what is being done from here on, which ends at `share` (0 … 1) of the job.
    void begin(const char* phase, double share);
    /// `share` (0 … 1) of the present phase is done.
    void advance(double share);
    /// Throws Error(Cancelled) after a stop.
    void checkpoint() const;

private:
    double secondsLeft(double done) const;

    JobId m_job;
    Observer& m_observer;
    std::stop_token m_stop;
    const char* m_phase = "";
    double m_from = 0, m_to = 0; ///< the present phase's part of the job
    double m_reported = -1;
    double m_timedFrom = 0; ///< share at which the clock was started
    std::chrono::steady_clock::time_point m_start;
};

} // namespace enogu
