// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/bench/unet.h"

#include "engine/api/error.h"
#include "engine/bench/cost.h"
#include "engine/bench/eagerunet.h"
#include "engine/bench/rates.h"
#include "engine/nn/cpufeatures.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace enogu {

namespace {

using Config = core::UNet2DConditionConfig;

constexpr std::int64_t kWords = 77;
constexpr double kTimestep = 500;
constexpr double kSameResult = 0.1; // rms share: bfloat16 through some hundred layers

Config configOf(const std::string& name)
{
    Config config;
    if (name == "sd1")
        return config;
    if (name == "instruct") {
        config.inChannels = 8;
        return config;
    }
    if (name == "sd2") {
        config.linearProjection = true;
        for (Config::Level& level : config.levels) {
            level.heads = level.channels / 64;
            level.textWidth = 1024;
        }
        return config;
    }
    if (name == "small") {
        for (Config::Level& level : config.levels)
            level.channels /= 5;
        config.timeWidth = 256;
        return config;
    }
    throw Error(ErrorCode::BadArgument,
                "There is no network named " + name + "; say sd1, instruct, sd2 or small.");
}

/// Random weights at the scale of their fan-in, in the dtype of the run.
at::Tensor drawn(const std::string& key, const std::vector<std::int64_t>& shape,
                 at::ScalarType dtype)
{
    if (shape.size() == 1)
        return at::full(shape, key.ends_with("weight") ? 1 : 0, dtype);
    std::int64_t fanIn = 1;
    for (std::size_t i = 1; i < shape.size(); ++i)
        fanIn *= shape[i];
    const double bound = std::sqrt(3.0 / double(fanIn));
    return at::empty(shape, at::kFloat).uniform_(-bound, bound).to(dtype);
}

StepCost stepCost(const std::function<void()>& step)
{
    const auto start = std::chrono::steady_clock::now();
    const double before = processorSeconds();
    step();
    const std::chrono::duration<double, std::milli> passed =
        std::chrono::steady_clock::now() - start;
    return {passed.count(), processorSeconds() - before};
}

StepCost medianOf(std::vector<StepCost> costs)
{
    const auto middle = [&](double StepCost::*figure) {
        std::sort(costs.begin(), costs.end(),
                  [&](const StepCost& a, const StepCost& b) { return a.*figure < b.*figure; });
        return costs[costs.size() / 2].*figure;
    };
    return {middle(&StepCost::milliseconds), middle(&StepCost::coreSeconds)};
}

/// The network built our way, and plainly in both layouts, from the same weights.
struct UnetSubject
{
    EagerUnet::Weights weights;
    core::UNet2DCondition ours;
    EagerUnet wide, plain;

    UnetSubject(const Config& config, at::ScalarType dtype, const Rates& rates)
        : ours(config, core::Parameters(
                           [&](const std::string& key, const std::vector<std::int64_t>& shape) {
                               return weights[key] = drawn(key, shape, dtype);
                           },
                           dtype)),
          wide(config, weights, at::MemoryFormat::ChannelsLast, rates),
          plain(config, weights, at::MemoryFormat::Contiguous, rates)
    {
        weights.clear();
    }
};

class UnetMeasuring
{
public:
    UnetMeasuring(const UnetBenchOptions& options, const UnetBenchObserver& observer,
                  const std::stop_token& stop)
        : m_options(options),
          m_observer(observer),
          m_stop(stop),
          m_config(configOf(options.network)),
          m_dtype(options.dtype == DType::Bf16 ||
                          (options.dtype == DType::Auto && core::hasFastBfloat16())
                      ? at::kBFloat16
                      : at::kFloat),
          m_subject(m_config, m_dtype, measuredRates(m_dtype)),
          m_total(double(options.sizes.size() * options.batches.size()) * options.repeats)
    {
    }

    void run()
    {
        for (const int size : m_options.sizes)
            for (const int batch : m_options.batches)
                m_observer({{}, m_done / m_total, row(size, batch)});
    }

private:
    UnetBenchRow row(int size, int batch);
    void announce(int size, int batch);

    const UnetBenchOptions& m_options;
    const UnetBenchObserver& m_observer;
    const std::stop_token& m_stop;
    Config m_config;
    at::ScalarType m_dtype;
    UnetSubject m_subject;
    double m_done = 0, m_total = 1;
};

void UnetMeasuring::announce(int size, int batch)
{
    if (m_stop.stop_requested())
        throw Error(ErrorCode::Cancelled, "Stopped.");
    const std::string name =
        std::to_string(size) + " x " + std::to_string(size) + ", batch " + std::to_string(batch);
    m_observer({name, m_done++ / m_total, std::nullopt});
}

UnetBenchRow UnetMeasuring::row(int size, int batch)
{
    const at::Tensor x = at::randn({batch, m_config.inChannels, size / 8, size / 8});
    const at::Tensor text = at::randn({batch, kWords, m_config.levels.front().textWidth});
    const core::TextContext context = m_subject.ours.context(text);
    std::vector<StepCost> ours, wide, plain;
    at::Tensor mine, theirs;
    for (int i = -1; i < m_options.repeats; ++i) { // the first one warms up
        if (i >= 0)
            announce(size, batch);
        const StepCost costs[] = {
            stepCost([&] { mine = m_subject.ours.forward(x, kTimestep, context); }),
            stepCost([&] { theirs = m_subject.wide.forward(x, kTimestep, text); }),
            stepCost([&] { theirs = m_subject.plain.forward(x, kTimestep, text); })};
        if (i >= 0) {
            ours.push_back(costs[0]);
            wide.push_back(costs[1]);
            plain.push_back(costs[2]);
        }
    }
    const double apart = ((mine - theirs).norm() / theirs.norm()).item<double>();
    if (!(apart < kSameResult))
        throw Error(ErrorCode::Internal, "The plain network gives another result than ours.");
    const bool nhwc = medianOf(wide).milliseconds < medianOf(plain).milliseconds;
    const EagerUnet::Work work = m_subject.plain.lastWork();
    return {m_options.network,
            m_dtype == at::kFloat ? "float32" : "bfloat16",
            size,
            batch,
            medianOf(ours),
            medianOf(nhwc ? wide : plain),
            nhwc ? "NHWC" : "NCHW",
            work.floorSeconds * 1e3,
            apart,
            work.products / 1e9};
}

} // namespace

void measureUnet(const UnetBenchOptions& options, const UnetBenchObserver& observer,
                 const std::stop_token& stop)
{
    holdOnProcessors(options.threads);
    at::set_num_threads(options.threads);
    const c10::InferenceMode inference;
    UnetMeasuring(options, observer, stop).run();
}

} // namespace enogu
