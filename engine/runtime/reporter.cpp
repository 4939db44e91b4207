// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/reporter.h"

#include <algorithm>

namespace enogu {

namespace {

constexpr double kSmallestStep = 0.001; ///< of a job between two reports
constexpr double kSecondsToTrust = 0.5; ///< before a time left is told

} // namespace

Reporter::Reporter(JobId job, Observer& observer, std::stop_token stop)
    : m_job(job), m_observer(observer), m_stop(std::move(stop))
{
}

void Reporter::begin(const char* phase, double share)
{
    m_phase = phase;
    m_from = m_to;
    m_to = share;
    if (m_from > 0 && m_start.time_since_epoch().count() == 0) {
        m_start = std::chrono::steady_clock::now(); // loading tells nothing about the work's speed
        m_timedFrom = m_from;
    }
    advance(0);
}

void Reporter::advance(double share)
{
    const double done = m_from + (m_to - m_from) * std::clamp(share, 0.0, 1.0);
    const bool last = done >= 1 && m_reported < 1;
    if (!last && done < m_reported + kSmallestStep)
        return;
    m_reported = done;
    m_observer.onProgress({m_job, done, 1, secondsLeft(done), m_phase});
}

double Reporter::secondsLeft(double done) const
{
    if (m_start.time_since_epoch().count() == 0 || done <= m_timedFrom)
        return -1;
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - m_start;
    if (spent.count() < kSecondsToTrust)
        return -1;
    return spent.count() * (1 - done) / (done - m_timedFrom);
}

void Reporter::checkpoint() const
{
    if (m_stop.stop_requested())
        throw Error(ErrorCode::Cancelled, "Stopped.");
}

} // namespace enogu
