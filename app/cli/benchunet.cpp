// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/benchunet.h"

#include "app/cli/benchrun.h"
#include "app/words/arguments.h"
#include "engine/bench/loader.h"

namespace enogu {

namespace {

std::vector<int> numbersFrom(const Arguments& given, const std::string& name,
                             std::vector<int> absent, int most)
{
    if (!given.has(name))
        return absent;
    std::vector<int> numbers;
    for (const std::string& word : parted(given.text(name), ','))
        numbers.push_back(integerFrom(word, "Each of --" + name, 1, most));
    return numbers;
}

UnetBenchOptions optionsFrom(const Arguments& given)
{
    UnetBenchOptions options;
    if (!given.positionals().empty())
        throw UsageError("enogu bench unet takes options only.");
    options.network = given.text("network", "sd1");
    options.sizes = numbersFrom(given, "sizes", options.sizes, 2048);
    for (const int size : options.sizes) {
        if (size % 8 != 0)
            throw UsageError("--sizes takes multiples of 8.");
    }
    options.batches = numbersFrom(given, "batches", options.batches, 16);
    options.repeats = given.integer("repeats", options.repeats, 1, 100);
    options.threads = given.integer("threads", options.threads, 1, 1024);
    options.dtype = DType(given.choice("dtype", {"auto", "f32", "bf16"}));
    return options;
}

QJsonObject objectOf(const UnetBenchRow& row)
{
    return {{QStringLiteral("event"), QStringLiteral("result")},
            {QStringLiteral("network"), QString::fromStdString(row.network)},
            {QStringLiteral("dtype"), QString::fromStdString(row.dtype)},
            {QStringLiteral("size"), row.size},
            {QStringLiteral("batch"), row.batch},
            {QStringLiteral("msPerStep"), row.ours.milliseconds},
            {QStringLiteral("coreSecondsPerStep"), row.ours.coreSeconds},
            {QStringLiteral("eagerMsPerStep"), row.eager.milliseconds},
            {QStringLiteral("eagerCoreSecondsPerStep"), row.eager.coreSeconds},
            {QStringLiteral("eagerLayout"), QString::fromStdString(row.eagerLayout)},
            {QStringLiteral("ratio"), row.eager.milliseconds / row.ours.milliseconds},
            {QStringLiteral("ratioOfCoreSeconds"), row.eager.coreSeconds / row.ours.coreSeconds},
            {QStringLiteral("floorMs"), row.floorMs},
            {QStringLiteral("percentOfFloor"), 100 * row.floorMs / row.ours.milliseconds},
            {QStringLiteral("gigaProducts"), row.gigaProducts},
            {QStringLiteral("difference"), row.difference}};
}

QString lineOf(const UnetBenchRow& row)
{
    const auto number = [](double value, int digits, int width) {
        return QString::number(value, 'f', digits).rightJustified(width);
    };
    return QString::number(row.size).rightJustified(5) + number(row.batch, 0, 6) +
           QLatin1String("  ") + QString::fromStdString(row.dtype).leftJustified(9) +
           number(row.ours.milliseconds, 1, 9) + number(row.ours.coreSeconds, 2, 8) +
           number(100 * row.floorMs / row.ours.milliseconds, 0, 7) +
           number(row.eager.milliseconds, 1, 11) + number(row.eager.coreSeconds, 2, 8) +
           QLatin1String("  ") + QString::fromStdString(row.eagerLayout) +
           number(row.eager.milliseconds / row.ours.milliseconds, 2, 7) + QLatin1Char('x') +
           number(row.difference, 4, 9);
}

constexpr const char* kHeading =
    "                            ours                      eager\n"
    " size batch  dtype      ms/step  core-s  floor%    ms/step  core-s layout  ratio  difference";

} // namespace

int runBenchUnet(Console& console, const WordList& words)
{
    const UnetBenchOptions options = optionsFrom(
        Arguments(words, parted("network sizes batches repeats threads dtype"), {"json"}));
    return runBench(console, BenchTable<UnetBenchRow>{kHeading, lineOf, objectOf},
                    [&](const auto& show, const std::stop_token& stop) {
                        return benchUnet(options, show, stop);
                    });
}

} // namespace enogu
