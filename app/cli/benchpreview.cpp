// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/benchpreview.h"

#include "app/cli/benchrun.h"
#include "app/cli/results.h"
#include "engine/runtime/loader.h"

#include <algorithm>
#include <chrono>
#include <ctime>

namespace enogu {

namespace {

struct Options
{
    std::string model, device = "auto";
    int size = 256, steps = 10, repeats = 5;
};

/// What a step takes.
struct Cost
{
    double milliseconds = 0, coreSeconds = 0;
};

struct Row
{
    std::string device;
    int size = 0;
    Cost plain, shown;   ///< without and with quick pictures; medians
    double overhead = 0; ///< of CPU time; median of the pairs
};

struct Report
{
    double share = 0;
    std::string name;
    std::optional<Row> row;
};

class Silent : public Observer
{
public:
    void onProgress(const Progress&) override {}
    void onPreview(const Preview&) override {}
};

template <typename T>
T median(std::vector<T> values)
{
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Colours that run into each other.
Image photoOf(int side)
{
    std::vector<std::uint8_t> bytes;
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            for (const int level : {255 * x / side, 255 * y / side, 255 * (x + y) / (2 * side)})
                bytes.push_back(std::uint8_t(level));
        }
    }
    return Image({side, side}, Channels::Rgb, Depth::U8, std::move(bytes));
}

Job jobOf(const Options& options)
{
    Instruct recipe;
    recipe.model = options.model;
    recipe.instruction = "make it snow";
    recipe.steps = options.steps;
    recipe.size = options.size;
    return {1, recipe, photoOf(options.size), options.device};
}

double coreSeconds()
{
    return double(std::clock()) / CLOCKS_PER_SEC;
}

Cost costOf(Engine& engine, const Job& job, int steps, const std::stop_token& stop)
{
    Silent silent;
    const auto begun = std::chrono::steady_clock::now();
    const double cores = coreSeconds();
    valueOrThrow(engine.run(job, silent, stop));
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begun;
    return {1000 * wall.count() / steps, (coreSeconds() - cores) / steps};
}

template <typename Show>
Row measured(const Options& options, const Show& show, const std::stop_token& stop)
{
    std::string whyNot;
    const auto engine = loadEngine(&whyNot);
    if (!engine)
        throw Error(ErrorCode::EngineUnavailable, whyNot);
    const Job plain = jobOf(options);
    Job shown = plain;
    shown.steps = StepDetail::Quick;
    Silent silent;
    Row row{valueOrThrow(engine->run(shown, silent, stop)).device, options.size, {}, {}, 0};
    std::vector<double> walls[2], cores[2], ratios;
    for (int i = 0; i < options.repeats; ++i) {
        const Cost without = costOf(*engine, plain, options.steps, stop);
        const Cost with = costOf(*engine, shown, options.steps, stop);
        walls[0].push_back(without.milliseconds);
        walls[1].push_back(with.milliseconds);
        cores[0].push_back(without.coreSeconds);
        cores[1].push_back(with.coreSeconds);
        ratios.push_back(with.coreSeconds / without.coreSeconds - 1);
        show(Report{double(i + 1) / options.repeats, "Measuring", {}});
    }
    row.plain = {median(walls[0]), median(cores[0])};
    row.shown = {median(walls[1]), median(cores[1])};
    row.overhead = median(ratios);
    return row;
}

Options optionsFrom(const Arguments& given)
{
    Options options;
    if (!given.positionals().empty())
        throw UsageError("enogu bench preview takes options only.");
    options.model = given.path("model").string();
    options.device = given.text("device", options.device);
    requireDevice(options.device);
    options.size = given.integer("size", options.size, 16, 2048);
    options.steps = given.integer("steps", options.steps, 1, kMostSteps);
    options.repeats = given.integer("repeats", options.repeats, 1, 100);
    return options;
}

QJsonObject objectOf(const Row& row)
{
    return {{QStringLiteral("event"), QStringLiteral("result")},
            {QStringLiteral("device"), QString::fromStdString(row.device)},
            {QStringLiteral("size"), row.size},
            {QStringLiteral("msPerStep"), row.plain.milliseconds},
            {QStringLiteral("coreSecondsPerStep"), row.plain.coreSeconds},
            {QStringLiteral("shownMsPerStep"), row.shown.milliseconds},
            {QStringLiteral("shownCoreSecondsPerStep"), row.shown.coreSeconds},
            {QStringLiteral("overhead"), row.overhead}};
}

QString lineOf(const Row& row)
{
    const auto number = [](double value, int digits) {
        return QString::number(value, 'f', digits).rightJustified(10);
    };
    return number(row.size, 0) + number(row.plain.milliseconds, 1) +
           number(row.plain.coreSeconds, 4) + number(row.shown.milliseconds, 1) +
           number(row.shown.coreSeconds, 4) + number(100 * row.overhead, 2) + QLatin1String("  ") +
           QString::fromStdString(row.device);
}

constexpr const char* kHeading = "            without pictures       with pictures    overhead\n"
                                 "      size   ms/step  core-s/st   ms/step core-s/st         %";

} // namespace

int runBenchPreview(Console& console, const WordList& words)
{
    const Options options =
        optionsFrom(Arguments(words, parted("model device size steps repeats"), {"json"}));
    return runBench(console, BenchTable<Row>{kHeading, lineOf, objectOf},
                    [&](const auto& show, const std::stop_token& stop) -> std::optional<Error> {
                        try {
                            show(Report{1, {}, measured(options, show, stop)});
                            return std::nullopt;
                        } catch (const Error& error) {
                            return error;
                        }
                    });
}

} // namespace enogu
