// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/error.h"
#include "engine/train/celtrainer.h"

#include <ATen/Parallel.h>
#include <c10/util/Exception.h>

#include <new>
#include <optional>

namespace enogu {

namespace {

void train(const CelOptions& options, const CelObserver& observer, const std::stop_token& stop)
{
    if (options.threads > 0)
        at::set_num_threads(options.threads);
    core::CelTrainer trainer(options);
    if (!trainer.run(observer, stop))
        throw Error(ErrorCode::Cancelled, "Stopped.");
    trainer.exportWeights(options.folder / "cel.safetensors");
}

} // namespace

} // namespace enogu

/// Trains as engine/train/loader.h says; nothing is thrown across the library's edge.
extern "C" __attribute__((visibility("default"))) void
enoguTrainCel(const enogu::CelOptions& options, const enogu::CelObserver& observer,
              const std::stop_token& stop, std::optional<enogu::Error>& fault)
{
    using enogu::Error;
    using enogu::ErrorCode;
    try {
        enogu::train(options, observer, stop);
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
