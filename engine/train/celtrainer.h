// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/adamw.h"
#include "engine/train/celoptions.h"
#include "engine/train/celpool.h"
#include "engine/train/report.h"
#include "engine/train/snapshot.h"

#include <stop_token>

namespace enogu::core {

/// Trains the network of Cel on drawn pictures. With the same options, a run that was killed and
/// resumed takes the same steps as one that was not (unless the schedule follows the clock).
class CelTrainer
{
public:
    /// Resumes from the folder's checkpoint if it has one; makes the folder if need be. Throws
    /// Error: BadArgument if the run was made with another seed or width, BadModelFile,
    /// NoPermission.
    explicit CelTrainer(CelOptions options);

    /// One step; returns its loss.
    double step();
    /// Steps until the schedule ends (true) or a stop is asked for (false); saves every saveSeconds
    /// and at the end.
    bool run(const TrainObserver& observer, const std::stop_token& stop);
    /// Snapshot, log.json and curve.png, each atomically.
    void save() const;
    /// The mean weights as float16 safetensors for resources/models/cel.
    void exportWeights(const std::filesystem::path& path) const;

    double share() const; ///< of the schedule, 0 … 1
    std::int64_t steps() const { return m_optimizer.steps; }
    const std::vector<at::Tensor>& parameters() const { return m_parameters; }
    const std::vector<double>& history() const { return m_history; }
    CelPool& pool() { return m_pool; }

private:
    void resume();
    void restore(const Snapshot& checkpoint);
    std::size_t picturesWanted() const;
    TrainReport report(const char* phase) const;
    at::Tensor lossOf(const CelPool::Batch& batch) const;
    double shiftWeight() const;

    CelOptions m_options;
    CelPool m_pool;
    Random m_random;
    std::vector<at::Tensor> m_parameters;
    AdamW m_optimizer;
    std::vector<double> m_history; ///< loss of every step
    double m_seconds = 0;          ///< spent in steps
    double m_mean = 0;             ///< running mean of the losses
};

} // namespace enogu::core
