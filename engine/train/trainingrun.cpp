// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/trainingrun.h"

#include "engine/api/error.h"
#include "engine/nn/cpufeatures.h"
#include "engine/train/curve.h"
#include "engine/train/sheet.h"

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace enogu::core {

namespace {

namespace fs = std::filesystem;

constexpr const char* kCheckpoint = "run.safetensors";

double secondsNow()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

} // namespace

bool usesBfloat16(TrainingType type)
{
    return type == TrainingType::Bf16 || (type == TrainingType::Auto && hasFastBfloat16());
}

AdamWStep stepOf(const RunOptions& options, double rate)
{
    return {rate, options.decay, options.clip, options.meanDecay};
}

TrainingRun::TrainingRun(RunOptions options, std::unique_ptr<Task> task)
    : m_options(std::move(options)), m_task(std::move(task)), m_random(m_options.seed)
{
    makeFolder(m_options.folder);
    const fs::path file = m_options.folder / kCheckpoint;
    if (!fs::exists(file))
        return;
    try {
        restore(loadSnapshot(file));
    } catch (const Error&) {
        throw;
    } catch (const std::exception&) { // a name, shape or number that is not there
        throw Error(ErrorCode::BadModelFile,
                    file.string() + " is no training run of this kind; choose another folder.");
    }
}

void TrainingRun::restore(const Snapshot& checkpoint)
{
    const auto& words = checkpoint.words;
    if (words.at("seed") != std::to_string(m_options.seed) ||
        words.at("task") != m_task->identity())
        throw Error(ErrorCode::BadArgument, "The run in " + m_options.folder.string() + " is of " +
                                                words.at("task") + " with seed " +
                                                words.at("seed") + "; choose another folder.");
    for (const auto& [name, learner] : m_task->learners())
        learner->restore(name, checkpoint);
    const at::Tensor& history = checkpoint.tensors.at("history");
    TORCH_CHECK(history.scalar_type() == at::kDouble, "history");
    const double* losses = history.const_data_ptr<double>();
    m_history.assign(losses, losses + history.numel());
    m_mean = std::stod(words.at("mean"));
    m_seconds = std::stod(words.at("seconds"));
    m_random = Random(std::stoull(words.at("random")));
    m_measures = words.at("measures");
    m_exported = words.contains("exported");
}

double TrainingRun::share() const
{
    const double share = m_options.minutes > 0 ? m_seconds / (60 * m_options.minutes)
                                               : double(steps()) / double(m_options.steps);
    return std::min(share, 1.0);
}

double TrainingRun::rate() const
{
    const double rising = double(steps() + 1) / double(std::max<std::int64_t>(m_options.warmUp, 1));
    const double left = double(m_options.steps - steps());
    const double falling = m_options.coolDown > 0 ? left / double(m_options.coolDown) : 1;
    const double wave = m_options.cosine ? 0.5 + 0.5 * std::cos(M_PI * share()) : 1;
    return m_options.rate * wave * std::min({1.0, rising, falling});
}

double TrainingRun::step()
{
    while (m_task->prepare(steps()))
        continue;
    const double start = secondsNow();
    const double loss = m_task->step({m_random, rate(), steps(), share()});
    if (!std::isfinite(loss))
        throw Error(ErrorCode::NonFinite, "The loss is no longer finite; train with a lower rate.");
    m_history.push_back(loss);
    m_exported = false;
    m_mean = m_mean > 0 ? m_mean + 0.02 * (loss - m_mean) : loss;
    const double taken = secondsNow() - start;
    m_seconds += taken;
    m_secondsNow = m_secondsNow > 0 ? m_secondsNow + 0.05 * (taken - m_secondsNow) : taken;
    return loss;
}

TrainReport TrainingRun::report(const char* phase) const
{
    const double left = m_options.minutes > 0 ? 60 * m_options.minutes - m_seconds
                                              : double(m_options.steps - steps()) * m_secondsNow;
    return {phase, steps(), m_mean, share(), left};
}

bool TrainingRun::run(const TrainObserver& observer, const std::stop_token& stop)
{
    if (share() >= 1 && m_exported)
        return true;
    double saved = secondsNow();
    while (share() < 1 && !stop.stop_requested()) {
        if (m_task->prepare(steps())) {
            observer(report("Preparing"));
            continue;
        }
        step();
        observer(report("Training"));
        if (secondsNow() - saved < m_options.saveSeconds)
            continue;
        save();
        saved = secondsNow();
    }
    if (share() >= 1) {
        m_task->exportTo(m_options.folder);
        m_exported = true;
    }
    save();
    return m_exported;
}

void TrainingRun::save()
{
    writeLog();
    Snapshot checkpoint;
    for (const auto& [name, learner] : m_task->learners())
        learner->keep(name, checkpoint);
    checkpoint.tensors["history"] = at::tensor(m_history, at::kDouble);
    auto& words = checkpoint.words;
    words["task"] = m_task->identity();
    words["seed"] = std::to_string(m_options.seed);
    words["mean"] = nlohmann::json(m_mean).dump();
    words["seconds"] = std::to_string(m_seconds);
    words["random"] = std::to_string(m_random.state());
    words["measures"] = m_measures;
    if (m_exported)
        words["exported"] = "yes";
    saveSnapshot(m_options.folder / kCheckpoint, checkpoint);
}

void TrainingRun::writeLog()
{
    const Evaluation found = m_task->evaluate();
    nlohmann::json line = found.numbers;
    line["step"] = steps();
    line["loss"] = m_mean;
    line["seconds"] = std::round(m_seconds);
    m_measures += line.dump() + "\n";
    saveAtomically(m_options.folder / "log.jsonl", m_measures);
    saveAtomically(m_options.folder / "curve.png", curvePng(m_history, 800, 400));
    if (found.sheet.defined())
        saveAtomically(m_options.folder / "samples.png", pngOfPicture(found.sheet));
}

} // namespace enogu::core
