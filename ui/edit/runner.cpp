// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/edit/runner.h"

#include "engine/photo/colour.h"
#include "ui/document/background.h"

namespace enogu {

namespace {

template <typename Call, typename... Values>
void tell(const Call& call, const Values&... values)
{
    if (call)
        call(values...);
}

} // namespace

void Runner::begin(const Job& job, const std::optional<Image>& photo, Watch watch)
{
    if (m_active)
        return;
    m_active = true;
    m_stopping = false;
    m_job = 0;
    m_watch = std::move(watch);
    const int turn = ++m_turn;
    Q_EMIT activeChanged(true);
    inBackground(
        this, [photo] { return photo ? std::optional(srgbFromPhoto(*photo)) : std::nullopt; },
        [this, turn, job](const std::optional<Image>& input) {
            if (!m_active || turn != m_turn)
                return;
            Job ready = job;
            ready.input = input;
            Q_EMIT requested(ready);
        });
}

void Runner::stop()
{
    if (!m_active || m_stopping)
        return;
    m_stopping = true;
    if (m_job == 0) {
        tell(end().stopped);
        return;
    }
    Q_EMIT stopping();
    Q_EMIT stopRequested();
}

void Runner::abandon()
{
    if (!m_active)
        return;
    Q_EMIT stopRequested();
    end();
}

/// The watch is moved out first: its last word may begin the next run.
Runner::Watch Runner::end()
{
    Watch watch = std::exchange(m_watch, {});
    m_active = false;
    m_job = 0;
    Q_EMIT activeChanged(false);
    tell(watch.ended);
    return watch;
}

void Runner::progress(const Progress& progress)
{
    if (isMine(progress.job))
        Q_EMIT progressed(progress);
}

void Runner::preview(const Preview& preview)
{
    if (isMine(preview.job))
        tell(m_watch.previewed, preview.image);
}

void Runner::step(const Step& step)
{
    if (isMine(step.job))
        tell(m_watch.stepped, step);
}

void Runner::finish(const Result& result)
{
    if (!isMine(result.id))
        return;
    if (!result.device.empty())
        Q_EMIT ranOn(QString::fromStdString(result.device));
    tell(end().finished, result);
}

void Runner::fail(JobId job, const Error& error)
{
    if (isMine(job))
        tell(end().failed, error);
}

void Runner::cancel(JobId job)
{
    if (isMine(job))
        tell(end().stopped);
}

} // namespace enogu
