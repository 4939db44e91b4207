// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/learner.h"
#include "engine/train/report.h"
#include "engine/train/runoptions.h"
#include "engine/train/scenes/random.h"

#include <memory>
#include <stop_token>

namespace enogu::core {

/// What a step may use.
struct StepContext
{
    Random& random; ///< the only source of chance, so that a resumed run goes on alike
    double rate;    ///< of this step
    std::int64_t step;
    double share = 0; ///< of the schedule, 0 … 1
};

/// What a task can do by now.
struct Evaluation
{
    std::map<std::string, double> numbers; ///< of a held-out set, for the log
    at::Tensor sheet; ///< a picture [3, H, W] in [−1, 1] of it; undefined: none
};

/// Something to be learnt.
class Task
{
public:
    virtual ~Task() = default;

    /// What a run's folder remembers, so that it is not resumed as something else: the kind of
    /// task and the shape of its networks.
    virtual std::string identity() const = 0;
    virtual std::vector<std::pair<std::string, Learner*>> learners() = 0;
    /// Makes one thing more of what a step waits for, such as a picture; false: nothing is missing.
    virtual bool prepare(std::int64_t) { return false; }
    /// One step of every optimizer; gives the loss.
    virtual double step(const StepContext& context) = 0;
    /// Taken at every save.
    virtual Evaluation evaluate() { return {}; }
    /// Writes the finished model into a folder.
    virtual void exportTo(const std::filesystem::path& folder) = 0;
};

/// Steps of a task with a schedule, and a folder that holds all of it: a run that was killed and
/// resumed takes the same steps as one that was not.
class TrainingRun
{
public:
    /// Makes the folder if need be and resumes what it holds. Throws Error: BadArgument for a run
    /// of another task or seed, BadModelFile, NoPermission.
    TrainingRun(RunOptions options, std::unique_ptr<Task> task);

    /// Steps to the end of the schedule, exports and returns true; false when stopped before. A run
    /// that ended before and is not made longer is left as it is.
    bool run(const TrainObserver& observer, const std::stop_token& stop);
    double step();
    /// Snapshot, log.jsonl, curve.png and a sheet of samples, each atomically.
    void save();

    std::int64_t steps() const { return std::int64_t(m_history.size()); }
    const std::vector<double>& history() const { return m_history; }
    Task& task() { return *m_task; }

private:
    double share() const; ///< of the schedule, 0 … 1
    double rate() const;
    TrainReport report(const char* phase) const;
    void restore(const Snapshot& checkpoint);
    void writeLog();

    RunOptions m_options;
    std::unique_ptr<Task> m_task;
    Random m_random;
    std::vector<double> m_history; ///< loss of every step
    std::string m_measures;        ///< JSON lines
    double m_mean = 0, m_seconds = 0;
    double m_secondsNow = 0; ///< of a step, about
    bool m_exported = false; ///< since the last step
};

/// True where a run computes in bfloat16.
bool usesBfloat16(TrainingType type);
/// The optimizer's step that a run asks for.
AdamWStep stepOf(const RunOptions& options, double rate);

} // namespace enogu::core
