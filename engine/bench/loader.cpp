// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/bench/loader.h"

#include "engine/api/library.h"

namespace enogu {

std::optional<Error> benchAnimeify(const BenchOptions& options, const BenchObserver& observer,
                                   const std::stop_token& stop)
{
    using Bench = void (*)(const BenchOptions&, const BenchObserver&, const std::stop_token&,
                           std::optional<Error>&);
    std::string whyNot;
    const auto bench =
        reinterpret_cast<Bench>(openEntryPoint("libenogu_bench.so", "enoguBenchAnimeify", &whyNot));
    if (!bench)
        return Error(ErrorCode::EngineUnavailable, whyNot);
    std::optional<Error> fault;
    bench(options, observer, stop, fault);
    return fault;
}

} // namespace enogu
