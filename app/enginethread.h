// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"

#include <QObject>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace enogu {

/// The GUI thread's view of the engine. Owns one thread and the Engine that lives on it; every
/// method is called on the GUI thread and none blocks, except the destructor, which stops the run
/// and joins. Every signal comes on the GUI thread.
class EngineThread : public QObject
{
    Q_OBJECT
public:
    /// Called once, on the engine's thread. Returns null and fills the reason when there is none.
    using Factory = std::function<std::unique_ptr<Engine>(std::string* whyNot)>;

    explicit EngineThread(Factory factory, QObject* parent = nullptr);
    ~EngineThread() override;

    /// Creates the engine in the background; call it after the window's first paint.
    void start();
    /// Makes `job` the current one and gives it an id. A run that is still busy is stopped, and
    /// what comes back from it is dropped.
    JobId submit(Job job);
    /// Asks the current run to stop: reaches the engine at once, not through its event queue.
    void stop();
    bool isBusy() const { return m_current != 0; }
    /// Asks what a weight file is: answered by inspected or inspectFailed.
    void inspect(const std::string& path);
    /// Asks what a job would do: answered by planned. A newer question takes an older one's place.
    void plan(const Job& job);
    /// Asks how much of a text the recipe's model reads: answered by reached, as plan is.
    void reach(const EditRecipe& recipe, const std::string& text);
    /// Looks for models in the usual places and in `folders` (UTF-8): answered by modelsFound.
    void findModels(const std::vector<std::string>& folders);

Q_SIGNALS:
    void ready(const std::vector<enogu::DeviceInfo>& devices);
    void unavailable(const QString& reason);
    void progressed(const enogu::Progress& progress);
    void previewed(const enogu::Preview& preview);
    void stepped(const enogu::Step& step); ///< every one, in order, before its run has ended
    void finished(const enogu::Result& result);
    void failed(enogu::JobId job, const enogu::Error& error);
    void cancelled(enogu::JobId job);
    void inspected(const enogu::ModelInfo& model);
    void inspectFailed(const enogu::Error& error);
    void planned(const enogu::Outcome<enogu::RunPlan>& plan);
    void reached(const enogu::Outcome<enogu::TextReach>& reach);
    void modelsFound(const std::vector<enogu::FoundModel>& models);

private:
    /// The one-slot mailbox: the engine overwrites, the GUI takes the newest.
    struct Mailbox
    {
        std::mutex mutex;
        std::optional<Progress> progress;
        std::optional<Preview> preview;
        bool wakeUpQueued = false;
    };
    class Post;
    using Turn = std::atomic<int>; ///< of the newest question of its kind

    template <typename Answer>
    void ask(Turn EngineThread::*turn, std::function<Outcome<Answer>(Engine&)> question,
             void (EngineThread::*answer)(const Outcome<Answer>&));
    void createEngine();
    void runOnEngine(const Job& job, std::stop_token stop);
    void takeMail();
    void takeStep(const Step& step);
    void takeOutcome(JobId job, bool stopped, const Outcome<Result>& outcome);

    Factory m_factory;
    QThread m_thread;
    QObject m_onEngine;               ///< lives on m_thread: the receiver of queued work
    std::unique_ptr<Engine> m_engine; ///< created, used and destroyed on m_thread
    std::string m_whyNot;             ///< m_thread only
    Mailbox m_mailbox;
    std::stop_source m_stop;
    JobId m_current = 0; ///< 0 while nothing runs
    JobId m_lastId = 0;
    Turn m_planTurn = 0, m_reachTurn = 0;
    QTimer m_idle; ///< releases memory some minutes after the last run
};

} // namespace enogu
