// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/adamw.h"
#include "engine/train/celpool.h"

#include <filesystem>
#include <functional>
#include <string>

namespace enogu::core {

struct CelOptions
{
    std::filesystem::path folder; ///< checkpoint, log, curve and the pool of pictures
    std::uint64_t seed = 1;
    std::int64_t steps = 14000; ///< length of the cosine schedule, unless minutes is set
    double minutes = 0;        ///< above 0: the schedule follows the time spent training
    int width = 24;
    int batch = 8;
    int crop = 160;
    int pictureSide = 352;
    int firstPictures = 48; ///< drawn before the first step
    int pictures = 240;     ///< one more every pictureEvery steps until there are so many
    int pictureEvery = 12;
    double rate = 1.5e-3;
    double startGain = 0.577; ///< spread of the first weights, times √(fan in)
    double shiftWeight = 0.5; ///< at the end, of the loss that makes moved crops agree
    bool bfloat16 = true;
    double saveSeconds = 60;
};

/// Trains the network of Cel on drawn pictures. With the same options, a run that was killed and
/// resumed takes the same steps as one that was not (unless the schedule follows the clock).
class CelTrainer
{
public:
    /// Resumes from the folder's checkpoint if it has one. Throws Error(BadArgument) if that was
    /// made with another seed or width.
    explicit CelTrainer(CelOptions options);

    /// One step; returns its loss.
    double step();
    /// Steps until the schedule ends or `goOn` says no; saves every saveSeconds and at the end.
    void run(const std::function<bool(std::int64_t step, double loss, double share)>& goOn);
    /// Checkpoint, log.json and curve.png, each atomically.
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
    at::Tensor lossOf(const CelPool::Batch& batch) const;
    double shiftWeight() const;

    CelOptions m_options;
    CelPool m_pool;
    Random m_random;
    std::vector<at::Tensor> m_parameters;
    AdamW m_optimizer;
    std::vector<double> m_history; ///< loss of every step
    double m_seconds = 0;          ///< spent in steps
};

} // namespace enogu::core
