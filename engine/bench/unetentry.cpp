// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/error.h"
#include "engine/bench/unet.h"

#include <c10/util/Exception.h>

#include <new>
#include <optional>

/// Measures as engine/bench/loader.h says; nothing is thrown across the library's edge.
extern "C" __attribute__((visibility("default"))) void
enoguBenchUnet(const enogu::UnetBenchOptions& options, const enogu::UnetBenchObserver& observer,
               const std::stop_token& stop, std::optional<enogu::Error>& fault)
{
    using enogu::Error;
    using enogu::ErrorCode;
    try {
        enogu::measureUnet(options, observer, stop);
    } catch (const Error& error) {
        fault = error;
    } catch (const std::bad_alloc&) {
        fault = Error(ErrorCode::OutOfMemory, "Memory ran out; measure smaller --sizes.");
    } catch (const c10::Error& error) {
        fault = Error(ErrorCode::Internal, error.what_without_backtrace());
    } catch (const std::exception& error) {
        fault = Error(ErrorCode::Internal, error.what());
    }
}
