// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/bench/loader.h"

#include "engine/api/library.h"

namespace enogu {

namespace {

/// Runs an entry point of libenogu_bench.so.
template <typename Options, typename Observer>
std::optional<Error> measured(const char* entry, const Options& options, const Observer& observer,
                              const std::stop_token& stop)
{
    using Bench =
        void (*)(const Options&, const Observer&, const std::stop_token&, std::optional<Error>&);
    std::string whyNot;
    const auto bench = reinterpret_cast<Bench>(openEntryPoint("libenogu_bench.so", entry, &whyNot));
    if (!bench)
        return Error(ErrorCode::EngineUnavailable, whyNot);
    std::optional<Error> fault;
    bench(options, observer, stop, fault);
    return fault;
}

} // namespace

std::optional<Error> benchAnimeify(const BenchOptions& options, const BenchObserver& observer,
                                   const std::stop_token& stop)
{
    return measured("enoguBenchAnimeify", options, observer, stop);
}

std::optional<Error> benchUnet(const UnetBenchOptions& options, const UnetBenchObserver& observer,
                               const std::stop_token& stop)
{
    return measured("enoguBenchUnet", options, observer, stop);
}

std::optional<Error> benchAttention(const AttentionBenchOptions& options,
                                    const AttentionBenchObserver& observer,
                                    const std::stop_token& stop)
{
    return measured("enoguBenchAttention", options, observer, stop);
}

std::optional<Error> benchQuality(const QualityBenchOptions& options,
                                  const QualityBenchObserver& observer, const std::stop_token& stop)
{
    return measured("enoguBenchQuality", options, observer, stop);
}

} // namespace enogu
