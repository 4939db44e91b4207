// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/error.h"
#include "engine/train/celtask.h"
#include "engine/train/instructtask.h"
#include "engine/train/ldmtask.h"
#include "engine/train/lpipstask.h"
#include "engine/train/options.h"
#include "engine/train/scaling.h"
#include "engine/train/scenes/writer.h"
#include "engine/train/trainingrun.h"
#include "engine/train/vaetask.h"

#include <ATen/Parallel.h>
#include <c10/util/Exception.h>

#include <new>
#include <optional>

namespace enogu {

namespace {

struct Watch
{
    const TrainObserver& observer;
    const std::stop_token& stop;
};

void useThreads(int threads)
{
    if (threads > 0)
        at::set_num_threads(threads);
}

void requireEnd(bool ended)
{
    if (!ended)
        throw Error(ErrorCode::Cancelled, "Stopped.");
}

template <class Task>
void train(const auto& options, const RunOptions& run, const Watch& watch)
{
    useThreads(run.threads);
    core::TrainingRun training(run, std::make_unique<Task>(options));
    requireEnd(training.run(watch.observer, watch.stop));
}

void train(const CelOptions& options, const Watch& watch)
{
    train<core::CelTask>(options, options.run, watch);
}

void train(const VaeOptions& options, const Watch& watch)
{
    train<core::VaeTask>(options, options.run, watch);
}

void train(const LdmOptions& options, const Watch& watch)
{
    train<core::LdmTask>(options, options.diffusion.run, watch);
}

void train(const InstructOptions& options, const Watch& watch)
{
    train<core::InstructTask>(options, options.diffusion.run, watch);
}

void train(const LpipsOptions& options, const Watch& watch)
{
    train<core::LpipsTask>(options, options.run, watch);
}

void train(const ScalingOptions& options, const Watch& watch)
{
    useThreads(options.threads);
    requireEnd(core::writeScalingFactor(options, watch.observer, watch.stop).has_value());
}

void train(const ScenesOptions& options, const Watch& watch)
{
    requireEnd(writeScenes(options, watch.observer, watch.stop));
}

} // namespace

} // namespace enogu

/// Trains as engine/train/loader.h says; nothing is thrown across the library's edge.
extern "C" __attribute__((visibility("default"))) void
enoguTrain(const enogu::TrainOptions& options, const enogu::TrainObserver& observer,
           const std::stop_token& stop, std::optional<enogu::Error>& fault)
{
    using enogu::Error;
    using enogu::ErrorCode;
    try {
        std::visit([&](const auto& chosen) { enogu::train(chosen, {observer, stop}); }, options);
    } catch (const Error& error) {
        fault = error;
    } catch (const std::bad_alloc&) {
        fault = Error(ErrorCode::OutOfMemory,
                      "Memory ran out; train with a smaller --batch or --crop.");
    } catch (const c10::Error& error) {
        fault = Error(ErrorCode::Internal, error.what_without_backtrace());
    } catch (const std::exception& error) {
        fault = Error(ErrorCode::Internal, error.what());
    }
}
