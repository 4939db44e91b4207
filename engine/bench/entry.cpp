// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/error.h"
#include "engine/bench/animeify.h"
#include "engine/bench/attention.h"
#include "engine/bench/quality.h"
#include "engine/bench/unet.h"

#include <c10/util/Exception.h>

#include <new>
#include <optional>

// The entry points measure as engine/bench/loader.h says.

namespace {

using enogu::Error;
using enogu::ErrorCode;

/// Nothing is thrown across the library's edge.
template <typename Measure>
void guarded(std::optional<Error>& fault, const char* outOfMemory, const Measure& measure)
{
    try {
        measure();
    } catch (const Error& error) {
        fault = error;
    } catch (const std::bad_alloc&) {
        fault = Error(ErrorCode::OutOfMemory, outOfMemory);
    } catch (const c10::Error& error) {
        fault = Error(ErrorCode::Internal, error.what_without_backtrace());
    } catch (const std::exception& error) {
        fault = Error(ErrorCode::Internal, error.what());
    }
}

} // namespace

extern "C" __attribute__((visibility("default"))) void
enoguBenchAnimeify(const enogu::BenchOptions& options, const enogu::BenchObserver& observer,
                   const std::stop_token& stop, std::optional<Error>& fault)
{
    guarded(fault, "Memory ran out; measure with fewer --pixels.",
            [&] { enogu::measureAnimeify(options, observer, stop); });
}

extern "C" __attribute__((visibility("default"))) void
enoguBenchUnet(const enogu::UnetBenchOptions& options, const enogu::UnetBenchObserver& observer,
               const std::stop_token& stop, std::optional<Error>& fault)
{
    guarded(fault, "Memory ran out; measure smaller --sizes.",
            [&] { enogu::measureUnet(options, observer, stop); });
}

extern "C" __attribute__((visibility("default"))) void
enoguBenchAttention(const enogu::AttentionBenchOptions& options,
                    const enogu::AttentionBenchObserver& observer, const std::stop_token& stop,
                    std::optional<Error>& fault)
{
    guarded(fault, "Memory ran out; close other programs.",
            [&] { enogu::measureAttention(options, observer, stop); });
}

extern "C" __attribute__((visibility("default"))) void
enoguBenchQuality(const enogu::QualityBenchOptions& options,
                  const enogu::QualityBenchObserver& observer, const std::stop_token& stop,
                  std::optional<Error>& fault)
{
    guarded(fault, "Memory ran out; close other programs.",
            [&] { enogu::measureQuality(options, observer, stop); });
}
