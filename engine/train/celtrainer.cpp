// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/celtrainer.h"

#include "engine/api/error.h"
#include "engine/models/celnet.h"
#include "engine/train/curve.h"
#include "engine/train/losses.h"
#include "engine/train/trainingrun.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace enogu::core {

namespace {

constexpr double kClip = 0.15; ///< of the gradient's norm: nothing in the network bounds its steps

/// Normal convolutions of spread gain / √(fan in); biases and the output at 0, so that the network
/// starts as the identity.
std::vector<at::Tensor> startWeights(int width, std::uint64_t seed, double gain)
{
    Random random(seed ^ 0x63656cULL);
    std::vector<at::Tensor> parameters;
    for (const CelParameter& p : celParameters(width)) {
        at::Tensor tensor = at::zeros(p.shape);
        if (p.shape.size() > 1) {
            const double own = p.name == "out.weight" ? 0 : gain;
            const double fan = double(p.shape[1] * p.shape[2] * p.shape[3]);
            const float spread = float(own / std::sqrt(fan));
            float* data = tensor.mutable_data_ptr<float>();
            for (std::int64_t i = 0; i < tensor.numel(); ++i)
                data[i] = spread * random.normal();
        }
        parameters.push_back(tensor.requires_grad_(true));
    }
    return parameters;
}

double secondsNow()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// The folder itself, made if need be; empty stays empty.
std::filesystem::path madeFolder(const std::filesystem::path& folder)
{
    std::error_code failed;
    if (!folder.empty() && !std::filesystem::is_directory(folder, failed))
        std::filesystem::create_directories(folder, failed);
    if (failed)
        throw Error(ErrorCode::NoPermission, "The folder " + folder.string() + " cannot be made (" +
                                                 failed.message() + "); choose another folder.");
    return folder;
}

} // namespace

CelTrainer::CelTrainer(CelOptions options)
    : m_options(std::move(options)),
      m_pool(m_options.seed, m_options.pictureSide,
             m_options.folder.empty() ? m_options.folder : madeFolder(m_options.folder / "pool")),
      m_random(m_options.seed),
      m_parameters(startWeights(m_options.width, m_options.seed, m_options.startGain)),
      m_optimizer(m_parameters)
{
    if (!m_options.folder.empty() && std::filesystem::exists(m_options.folder / "run.safetensors"))
        resume();
}

double CelTrainer::share() const
{
    const double share = m_options.minutes > 0 ? m_seconds / (60 * m_options.minutes)
                                               : double(steps()) / double(m_options.steps);
    return std::min(share, 1.0);
}

/// 0 for the first third of the schedule, then rising to its full value over the second: from the
/// start it would hold the network at the identity, which any shift leaves as it is.
double CelTrainer::shiftWeight() const
{
    return m_options.shiftWeight * std::clamp(3 * share() - 1, 0.0, 1.0);
}

at::Tensor CelTrainer::lossOf(const CelPool::Batch& batch) const
{
    const at::ScalarType type = usesBfloat16(m_options.type) ? at::kBFloat16 : at::kFloat;
    std::vector<at::Tensor> weights;
    for (const at::Tensor& p : m_parameters) {
        const at::Tensor cast = p.to(type);
        weights.push_back(p.dim() > 1 ? cast.contiguous(at::MemoryFormat::ChannelsLast) : cast);
    }
    const at::Tensor flat = celForward(weights, batch.pictures);
    at::Tensor loss = flatLoss(flat, batch.targets);
    const std::int64_t first = batch.pictures.size(0) - std::int64_t(batch.moved.size());
    for (std::size_t i = 0; i < batch.moved.size(); ++i)
        loss = loss + shiftWeight() / double(batch.moved.size()) *
                          shiftLoss(flat[std::int64_t(i)], flat[first + std::int64_t(i)],
                                    batch.moved[i], m_options.crop / 5);
    return loss;
}

std::size_t CelTrainer::picturesWanted() const
{
    const std::int64_t grown = m_options.firstPictures + steps() / m_options.pictureEvery;
    return std::size_t(std::min<std::int64_t>(grown, m_options.pictures));
}

double CelTrainer::step()
{
    m_pool.growTo(picturesWanted());
    const double start = secondsNow();
    const double warm = std::min(1.0, double(steps() + 1) / 200);
    const double rate = m_options.rate * warm * (0.5 + 0.5 * std::cos(M_PI * share()));
    const at::Tensor loss = lossOf(m_pool.sample(m_random, m_options.batch, m_options.crop));
    loss.backward();
    m_optimizer.step({rate, 1e-3, kClip});
    m_seconds += secondsNow() - start;
    m_history.push_back(loss.item<double>());
    if (!std::isfinite(m_history.back()))
        throw Error(ErrorCode::NonFinite, "The loss is no longer finite; train with a lower rate.");
    m_mean = m_mean > 0 ? m_mean + 0.02 * (m_history.back() - m_mean) : m_history.back();
    return m_history.back();
}

TrainReport CelTrainer::report(const char* phase) const
{
    const double left = share() > 0 ? m_seconds / share() * (1 - share()) : -1;
    return {phase, steps(), m_mean, share(), left};
}

bool CelTrainer::run(const TrainObserver& observer, const std::stop_token& stop)
{
    double saved = secondsNow();
    while (share() < 1 && !stop.stop_requested()) {
        if (m_pool.size() < picturesWanted()) {
            m_pool.growTo(m_pool.size() + 1);
            observer(report("Drawing pictures"));
            continue;
        }
        step();
        observer(report("Training"));
        if (secondsNow() - saved < m_options.saveSeconds)
            continue;
        save();
        saved = secondsNow();
    }
    save();
    return share() >= 1;
}

void CelTrainer::save() const
{
    Snapshot checkpoint;
    const auto list = celParameters(m_options.width);
    for (std::size_t i = 0; i < list.size(); ++i) {
        checkpoint.tensors["weight." + list[i].name] = m_parameters[i];
        checkpoint.tensors["first." + list[i].name] = m_optimizer.first[i];
        checkpoint.tensors["second." + list[i].name] = m_optimizer.second[i];
        checkpoint.tensors["mean." + list[i].name] = m_optimizer.mean[i];
    }
    checkpoint.tensors["history"] = at::tensor(m_history, at::kDouble);
    checkpoint.words = {{"seed", std::to_string(m_options.seed)},
                        {"width", std::to_string(m_options.width)},
                        {"steps", std::to_string(steps())},
                        {"seconds", std::to_string(m_seconds)},
                        {"random", std::to_string(m_random.state())}};
    saveSnapshot(m_options.folder / "run.safetensors", checkpoint);
    const nlohmann::json log = {{"run", checkpoint.words}, {"loss", m_history}};
    saveAtomically(m_options.folder / "log.json", log.dump() + "\n");
    saveAtomically(m_options.folder / "curve.png", curvePng(m_history, 800, 400));
}

void CelTrainer::resume()
{
    const std::filesystem::path file = m_options.folder / "run.safetensors";
    const Snapshot checkpoint = loadSnapshot(file);
    try {
        restore(checkpoint);
    } catch (const Error&) {
        throw;
    } catch (const std::exception&) { // a name, shape or number that is not there
        throw Error(ErrorCode::BadModelFile,
                    file.string() + " is no training run of Cel; choose another folder.");
    }
}

void CelTrainer::restore(const Snapshot& checkpoint)
{
    const at::NoGradGuard quiet;
    const auto& words = checkpoint.words;
    if (words.at("seed") != std::to_string(m_options.seed) ||
        words.at("width") != std::to_string(m_options.width))
        throw Error(ErrorCode::BadArgument,
                    "The run in " + m_options.folder.string() +
                        " was made with another seed or width; choose another folder.");
    const auto list = celParameters(m_options.width);
    for (std::size_t i = 0; i < list.size(); ++i) {
        m_parameters[i].copy_(checkpoint.tensors.at("weight." + list[i].name));
        m_optimizer.first[i].copy_(checkpoint.tensors.at("first." + list[i].name));
        m_optimizer.second[i].copy_(checkpoint.tensors.at("second." + list[i].name));
        m_optimizer.mean[i].copy_(checkpoint.tensors.at("mean." + list[i].name));
    }
    const at::Tensor& history = checkpoint.tensors.at("history");
    TORCH_CHECK(history.scalar_type() == at::kDouble, "history");
    const double* losses = history.const_data_ptr<double>();
    m_history.assign(losses, losses + history.numel());
    m_mean = m_history.empty() ? 0 : m_history.back();
    m_optimizer.steps = std::stoll(words.at("steps"));
    m_seconds = std::stod(words.at("seconds"));
    m_random = Random(std::stoull(words.at("random")));
}

void CelTrainer::exportWeights(const std::filesystem::path& path) const
{
    Snapshot model;
    const auto list = celParameters(m_options.width);
    for (std::size_t i = 0; i < list.size(); ++i)
        model.tensors[list[i].name] = m_optimizer.mean[i].to(at::kHalf);
    model.words = {{"format", "pt"},
                   {"network", "Enogu Cel"},
                   {"licence", "GPL-3.0-or-later"},
                   {"seed", std::to_string(m_options.seed)},
                   {"steps", std::to_string(steps())}};
    saveSnapshot(path, model);
}

} // namespace enogu::core
