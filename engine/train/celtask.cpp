// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/train/celtask.h"

#include "engine/models/celnet.h"
#include "engine/train/losses.h"
#include "engine/train/passes.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <cmath>

namespace enogu::core {

namespace {

/// Normal convolutions of spread gain / √(fan in); biases and the output at 0, so that the network
/// starts as the identity.
void start(WeightSet& weights, const CelOptions& options)
{
    const at::NoGradGuard quiet;
    const Parameters parameters = weights.started(options.run.seed, {});
    Random random(options.run.seed ^ 0x63656cULL);
    for (const CelParameter& p : celParameters(options.width)) {
        at::Tensor tensor = parameters(p.name, p.shape);
        if (p.shape.size() < 2)
            continue;
        const double own = p.name == "out.weight" ? 0 : options.startGain;
        const float spread = float(own / std::sqrt(double(p.shape[1] * p.shape[2] * p.shape[3])));
        float* data = tensor.mutable_data_ptr<float>();
        for (std::int64_t i = 0; i < tensor.numel(); ++i)
            data[i] = spread * random.normal();
    }
}

std::filesystem::path madePool(const std::filesystem::path& run)
{
    makeFolder(run / "pool");
    return run / "pool";
}

/// 0 for the first third of the schedule, then rising to 1 over the second: from the start it would
/// hold the network at the identity, which any shift leaves as it is.
double rampOf(double share)
{
    return std::clamp(3 * share - 1, 0.0, 1.0);
}

} // namespace

CelTask::CelTask(CelOptions options)
    : m_options(std::move(options)),
      m_pool(m_options.run.seed, m_options.pictureSide, madePool(m_options.run.folder))
{
    start(m_net.weights, m_options);
    m_net.begin();
}

std::string CelTask::identity() const
{
    return "cel of width " + std::to_string(m_options.width);
}

std::vector<std::pair<std::string, Learner*>> CelTask::learners()
{
    return {{"cel", &m_net}};
}

bool CelTask::prepare(std::int64_t step)
{
    const std::int64_t grown = m_options.firstPictures + step / m_options.pictureEvery;
    if (m_pool.size() >= std::size_t(std::min<std::int64_t>(grown, m_options.pictures)))
        return false;
    m_pool.growTo(m_pool.size() + 1);
    return true;
}

at::Tensor CelTask::lossOf(const CelPool::Batch& batch, double share) const
{
    const at::ScalarType type = usesBfloat16(m_options.run.type) ? at::kBFloat16 : at::kFloat;
    std::vector<at::Tensor> weights;
    for (const at::Tensor& p : m_net.weights.leaves()) {
        const at::Tensor cast = p.to(type);
        weights.push_back(p.dim() > 1 ? cast.contiguous(at::MemoryFormat::ChannelsLast) : cast);
    }
    const at::Tensor flat = celForward(weights, batch.pictures);
    at::Tensor loss = flatLoss(flat, batch.targets);
    const double weight = m_options.shiftWeight * rampOf(share) / double(batch.moved.size());
    const std::int64_t first = batch.pictures.size(0) - std::int64_t(batch.moved.size());
    for (std::size_t i = 0; i < batch.moved.size(); ++i)
        loss = loss + weight * shiftLoss(flat[std::int64_t(i)], flat[first + std::int64_t(i)],
                                         batch.moved[i], m_options.crop / 5);
    return loss;
}

double CelTask::step(const StepContext& context)
{
    std::vector<CelPool::Batch> batches;
    for (int i = 0; i < m_options.run.accumulate; ++i)
        batches.push_back(m_pool.sample(context.random, m_options.run.batch, m_options.crop));
    const double loss = addGradients(int(batches.size()), m_net.weights.leaves(), [&](int i) {
        return lossOf(batches[std::size_t(i)], context.share);
    });
    m_net.optimizer.step(stepOf(m_options.run, context.rate));
    return loss;
}

void CelTask::exportTo(const std::filesystem::path& folder)
{
    Snapshot model;
    for (std::size_t i = 0; i < m_net.weights.names().size(); ++i)
        model.tensors[m_net.weights.names()[i]] = m_net.optimizer.mean[i].to(at::kHalf);
    model.words = {{"format", "pt"},
                   {"network", "Enogu Cel"},
                   {"licence", "GPL-3.0-or-later"},
                   {"seed", std::to_string(m_options.run.seed)},
                   {"steps", std::to_string(m_net.optimizer.steps)}};
    saveSnapshot(folder / "cel.safetensors", model);
}

} // namespace enogu::core
