// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/benchattention.h"

#include "app/cli/benchrun.h"
#include "app/words/arguments.h"
#include "engine/bench/loader.h"

namespace enogu {

namespace {

QJsonObject objectOf(const AttentionBenchRow& row)
{
    return {{QStringLiteral("event"), QStringLiteral("result")},
            {QStringLiteral("name"), QString::fromStdString(row.name)},
            {QStringLiteral("gigaflops"), row.ours.gigaflops},
            {QStringLiteral("largestError"), row.ours.largestError},
            {QStringLiteral("rmsError"), row.ours.rmsError},
            {QStringLiteral("libraryGigaflops"), row.library.gigaflops},
            {QStringLiteral("libraryLargestError"), row.library.largestError},
            {QStringLiteral("libraryRmsError"), row.library.rmsError},
            {QStringLiteral("ratio"), row.ratio}};
}

QString lineOf(const AttentionBenchRow& row)
{
    const auto figures = [](const AttentionFigures& of) {
        return QString::number(of.gigaflops, 'f', 0).rightJustified(9) +
               QString::number(of.rmsError, 'e', 2).rightJustified(10) +
               QString::number(of.largestError, 'e', 2).rightJustified(10);
    };
    return QString::fromStdString(row.name).leftJustified(29) + figures(row.ours) +
           figures(row.library) + QString::number(row.ratio, 'f', 2).rightJustified(7) +
           QLatin1Char('x');
}

constexpr const char* kHeading =
    "                                        ours                       library\n"
    "queries x keys x width         GFLOP/s rms error   largest  GFLOP/s rms error   largest   "
    "ratio";

} // namespace

int runBenchAttention(Console& console, const WordList& words)
{
    const Arguments given(words, {"repeats", "threads"}, {"json"});
    if (!given.positionals().empty())
        throw UsageError("enogu bench attention takes options only.");
    AttentionBenchOptions options;
    options.repeats = given.integer("repeats", options.repeats, 1, 100);
    options.threads = given.integer("threads", options.threads, 1, 1024);
    return runBench(console, BenchTable<AttentionBenchRow>{kHeading, lineOf, objectOf},
                    [&](const auto& show, const std::stop_token& stop) {
                        return benchAttention(options, show, stop);
                    });
}

} // namespace enogu
