// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"

#include <QObject>

#include <functional>
#include <optional>

namespace enogu {

/// The window's one run at a time: makes its photo ready in the pool, asks for the run by a signal,
/// and tells whoever began it what comes of it. What belongs to another job is dropped. GUI thread
/// only.
class Runner : public QObject
{
    Q_OBJECT
public:
    /// Told about one run; what is empty is left out. `ended` comes first of the last four, and
    /// exactly one of the others follows it, unless the run was abandoned.
    struct Watch
    {
        std::function<void(const Step&)> stepped;
        std::function<void(const Image&)> previewed;
        std::function<void()> ended;
        std::function<void(const Result&)> finished;
        std::function<void(const Error&)> failed;
        std::function<void()> stopped;
    };

    using QObject::QObject;

    bool isActive() const { return m_active; }
    bool isStopping() const { return m_stopping; }
    /// `photo`, in any profile, becomes the job's input. Does nothing while a run is active.
    void begin(const Job& job, const std::optional<Image>& photo, Watch watch);
    void stop();    ///< answered by Watch::stopped
    void abandon(); ///< stops; the watch hears only `ended`

    // The engine's side.
    void started(JobId job) { m_job = job; }
    void progress(const Progress& progress);
    void preview(const Preview& preview);
    void step(const Step& step);
    void finish(const Result& result);
    void fail(JobId job, const Error& error);
    void cancel(JobId job);

Q_SIGNALS:
    void requested(const enogu::Job& job); ///< answered by started before it returns
    void stopRequested();
    void activeChanged(bool active);
    void progressed(const enogu::Progress& progress);
    void stopping();
    void ranOn(const QString& device); ///< a run that is done

private:
    bool isMine(JobId job) const { return m_active && m_job == job; }
    Watch end();

    Watch m_watch;
    bool m_active = false;
    bool m_stopping = false;
    JobId m_job = 0; ///< 0 while the photo is being made ready
    int m_turn = 0;  ///< tells a run from those before it
};

} // namespace enogu
