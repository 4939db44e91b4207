// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/benchquality.h"

#include "app/cli/benchrun.h"
#include "app/words/arguments.h"
#include "engine/api/bundled.h"
#include "engine/bench/loader.h"

namespace enogu {

namespace {

QualityBenchOptions optionsFrom(const Arguments& given)
{
    QualityBenchOptions options;
    if (!given.positionals().empty())
        throw UsageError("enogu bench quality takes options only.");
    options.model = given.text("model");
    if (options.model.empty())
        options.model = bundledFile("playground").string();
    options.count = given.integer("count", options.count, 1, 1'000'000);
    options.size = given.integer("size", options.size, 64, 2048) / 8 * 8;
    options.steps = given.integer("steps", options.steps, 1, 1000);
    options.textGuidance = given.number("text-guidance", options.textGuidance, 0, 1000);
    options.imageGuidance = given.number("image-guidance", options.imageGuidance, 0, 1000);
    options.threads = given.integer("threads", 0, 1, 1024);
    return options;
}

QJsonObject objectOf(const QualityBenchRow& row)
{
    return {{QStringLiteral("event"), QStringLiteral("result")},
            {QStringLiteral("name"), QString::fromStdString(row.name)},
            {QStringLiteral("count"), row.count},
            {QStringLiteral("success"), row.success},
            {QStringLiteral("unchanged"), row.unchanged},
            {QStringLiteral("best"), row.best},
            {QStringLiteral("psnrInside"), row.psnrInside},
            {QStringLiteral("psnrOutside"), row.psnrOutside},
            {QStringLiteral("psnrVae"), row.psnrVae}};
}

QString lineOf(const QualityBenchRow& row)
{
    const auto number = [](double value, int digits, int width) {
        return QString::number(value, 'f', digits).rightJustified(width);
    };
    return QString::fromStdString(row.name).leftJustified(20) + number(row.count, 0, 6) +
           number(100 * row.success, 1, 9) + number(100 * row.unchanged, 1, 11) +
           number(100 * row.best, 1, 7) + number(row.psnrInside, 1, 9) +
           number(row.psnrOutside, 1, 9) + number(row.psnrVae, 1, 7);
}

constexpr const char* kHeading =
    "                           right %  unchanged  truth    PSNR in dB\n"
    "edits                count           input %  coded   inside  outside   code";

} // namespace

int runBenchQuality(Console& console, const WordList& words)
{
    const auto names = parted("model count size steps text-guidance image-guidance threads");
    const QualityBenchOptions options = optionsFrom(Arguments(words, names, {"json"}));
    return runBench(console, BenchTable<QualityBenchRow>{kHeading, lineOf, objectOf},
                    [&](const auto& show, const std::stop_token& stop) {
                        return benchQuality(options, show, stop);
                    });
}

} // namespace enogu
