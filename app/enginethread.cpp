// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/enginethread.h"

namespace enogu {

namespace {
constexpr int kIdleMilliseconds = 5 * 60 * 1000;
}

/// Puts what the engine reports into the mailbox, and wakes the GUI once a load.
class EngineThread::Post : public Observer
{
public:
    explicit Post(EngineThread& owner) : m_owner(owner) {}

    void onProgress(const Progress& progress) override
    {
        const std::scoped_lock lock(m_owner.m_mailbox.mutex);
        m_owner.m_mailbox.progress = progress;
        wake();
    }
    void onPreview(const Preview& preview) override
    {
        const std::scoped_lock lock(m_owner.m_mailbox.mutex);
        m_owner.m_mailbox.preview = preview;
        wake();
    }
    void onStep(const Step& step) override
    {
        EngineThread* owner = &m_owner;
        QMetaObject::invokeMethod(
            owner, [owner, step] { owner->takeStep(step); }, Qt::QueuedConnection);
    }

private:
    void wake()
    {
        if (std::exchange(m_owner.m_mailbox.wakeUpQueued, true))
            return;
        EngineThread* owner = &m_owner;
        QMetaObject::invokeMethod(
            owner, [owner] { owner->takeMail(); }, Qt::QueuedConnection);
    }

    EngineThread& m_owner;
};

EngineThread::EngineThread(Factory factory, QObject* parent)
    : QObject(parent), m_factory(std::move(factory))
{
    m_thread.setObjectName(QStringLiteral("engine"));
    m_onEngine.moveToThread(&m_thread);
    m_idle.setSingleShot(true);
    m_idle.setInterval(kIdleMilliseconds);
    connect(&m_idle, &QTimer::timeout, this, [this] {
        QMetaObject::invokeMethod(&m_onEngine, [this] {
            if (m_engine)
                m_engine->releaseMemory();
        });
    });
}

EngineThread::~EngineThread()
{
    m_current = 0;
    m_stop.request_stop();
    if (!m_thread.isRunning())
        return;
    QMetaObject::invokeMethod(&m_onEngine, [this] { m_engine.reset(); });
    QMetaObject::invokeMethod(&m_onEngine, [this] { m_thread.quit(); });
    m_thread.wait();
}

void EngineThread::start()
{
    if (m_thread.isRunning())
        return;
    m_thread.start();
    QMetaObject::invokeMethod(&m_onEngine, [this] { createEngine(); });
}

JobId EngineThread::submit(Job job)
{
    start();
    m_stop.request_stop();
    m_stop = std::stop_source();
    m_idle.stop();
    job.id = m_current = ++m_lastId;
    QMetaObject::invokeMethod(
        &m_onEngine,
        [this, job = std::move(job), token = m_stop.get_token()] { runOnEngine(job, token); });
    return m_current;
}

void EngineThread::stop()
{
    if (isBusy())
        m_stop.request_stop();
}

void EngineThread::inspect(const std::string& path)
{
    start();
    QMetaObject::invokeMethod(&m_onEngine, [this, path] {
        auto outcome = m_engine ? m_engine->inspect(path)
                                : Outcome<ModelInfo>(Error(ErrorCode::EngineUnavailable, m_whyNot));
        QMetaObject::invokeMethod(this, [this, outcome] {
            if (outcome)
                Q_EMIT inspected(outcome.value());
            else
                Q_EMIT inspectFailed(outcome.error());
        });
    });
}

/// Overtaken questions are left out before they reach the engine, and their answers dropped.
template <typename Answer>
void EngineThread::ask(Turn EngineThread::*turn, std::function<Outcome<Answer>(Engine&)> question,
                       void (EngineThread::*answer)(const Outcome<Answer>&))
{
    start();
    const int mine = ++(this->*turn);
    QMetaObject::invokeMethod(&m_onEngine, [this, mine, turn, question, answer] {
        if (mine != this->*turn)
            return;
        auto outcome = m_engine ? question(*m_engine)
                                : Outcome<Answer>(Error(ErrorCode::EngineUnavailable, m_whyNot));
        QMetaObject::invokeMethod(this, [this, mine, turn, answer, outcome = std::move(outcome)] {
            if (mine == this->*turn)
                Q_EMIT(this->*answer)(outcome);
        });
    });
}

void EngineThread::plan(const Job& job)
{
    ask<RunPlan>(
        &EngineThread::m_planTurn, [job](Engine& engine) { return engine.plan(job); },
        &EngineThread::planned);
}

void EngineThread::reach(const EditRecipe& recipe, const std::string& text)
{
    ask<TextReach>(
        &EngineThread::m_reachTurn,
        [recipe, text](Engine& engine) { return engine.reach(recipe, text); },
        &EngineThread::reached);
}

void EngineThread::findModels(const std::vector<std::string>& folders)
{
    start();
    QMetaObject::invokeMethod(&m_onEngine, [this, folders] {
        auto models = m_engine ? m_engine->findModels(folders) : std::vector<FoundModel>();
        QMetaObject::invokeMethod(
            this, [this, models = std::move(models)] { Q_EMIT modelsFound(models); });
    });
}

void EngineThread::createEngine()
{
    m_engine = m_factory(&m_whyNot);
    if (m_engine) {
        QMetaObject::invokeMethod(this,
                                  [this, devices = m_engine->devices()] { Q_EMIT ready(devices); });
        return;
    }
    if (m_whyNot.empty())
        m_whyNot = "The engine could not be loaded.";
    const QString reason = QString::fromStdString(m_whyNot);
    QMetaObject::invokeMethod(this, [this, reason] { Q_EMIT unavailable(reason); });
}

void EngineThread::runOnEngine(const Job& job, std::stop_token stop)
{
    Post post(*this);
    auto outcome = [&]() -> Outcome<Result> {
        if (stop.stop_requested())
            return Error(ErrorCode::Cancelled, "The run was stopped.");
        if (!m_engine)
            return Error(ErrorCode::EngineUnavailable, m_whyNot);
        return m_engine->run(job, post, stop);
    }();
    QMetaObject::invokeMethod(
        this,
        [this, id = job.id, stopped = stop.stop_requested(), outcome = std::move(outcome)] {
            takeOutcome(id, stopped, outcome);
        },
        Qt::QueuedConnection);
}

void EngineThread::takeMail()
{
    std::optional<Progress> progress;
    std::optional<Preview> preview;
    {
        const std::scoped_lock lock(m_mailbox.mutex);
        progress.swap(m_mailbox.progress);
        preview.swap(m_mailbox.preview);
        m_mailbox.wakeUpQueued = false;
    }
    if (preview && preview->job == m_current)
        Q_EMIT previewed(*preview);
    if (progress && progress->job == m_current)
        Q_EMIT progressed(*progress);
}

void EngineThread::takeStep(const Step& step)
{
    if (step.job == m_current)
        Q_EMIT stepped(step);
}

void EngineThread::takeOutcome(JobId job, bool stopped, const Outcome<Result>& outcome)
{
    if (job != m_current)
        return;
    m_current = 0;
    m_idle.start();
    if (stopped || m_stop.stop_requested() ||
        (!outcome && outcome.error().code() == ErrorCode::Cancelled))
        Q_EMIT cancelled(job);
    else if (outcome)
        Q_EMIT finished(outcome.value());
    else
        Q_EMIT failed(job, outcome.error());
}

} // namespace enogu
