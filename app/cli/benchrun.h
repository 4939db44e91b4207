// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "app/words/interrupt.h"
#include "engine/api/error.h"

#include <optional>

namespace enogu {

/// How a benchmark's rows are shown: as lines below a heading, or as JSON.
template <typename Row>
struct BenchTable
{
    const char* heading;
    QString (*lineOf)(const Row&);
    QJsonObject (*objectOf)(const Row&);
};

/// Shows what `measure` reports, until Ctrl+C; gives the exit status. `measure` takes the observer
/// of reports and the stop token, and gives what went wrong, or nothing.
template <typename Row, typename Measure>
int runBench(Console& console, const BenchTable<Row>& table, const Measure& measure)
{
    const Interrupt interrupt;
    if (!console.isJson())
        console.say(table.heading, {});
    const auto show = [&](const auto& report) {
        if (report.row)
            console.say(table.lineOf(*report.row).toStdString(), table.objectOf(*report.row));
        else
            console.showProgress({}, {0, report.share, 1, -1, report.name});
    };
    const std::optional<Error> fault = measure(show, interrupt.token());
    if (!fault)
        return 0;
    if (fault->code() == ErrorCode::Cancelled)
        return kInterrupted;
    console.fail({}, QString::fromUtf8(fault->what()));
    return kFailed;
}

} // namespace enogu
