// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/filenames.h"
#include "app/cli/interrupt.h"
#include "engine/train/loader.h"

#include <QElapsedTimer>

namespace enogu {

namespace {

constexpr int kFailed = 1;
constexpr int kInterrupted = 130;
constexpr qint64 kJsonInterval = 1000; ///< milliseconds between two lines
constexpr qint64 kBarInterval = 100;

constexpr const char* kHelp =
    "Usage: enogu train cel --out DIR [OPTIONS]\n\n"
    "Trains the network of the bundled style on pictures that it draws. DIR receives the weights\n"
    "(cel.safetensors), the loss curve (curve.png), a log and what a run needs to go on: started\n"
    "again with the same DIR it resumes, also after Ctrl+C.\n\n"
    "  --seed N             of pictures and first weights (default 1)\n"
    "  --steps N            length of the schedule (default 14000)\n"
    "  --minutes M          let the schedule follow the clock instead\n"
    "  --pictures N         drawn in all (default 240)\n"
    "  --first-pictures N   drawn before the first step (default 48)\n"
    "  --picture-every N    steps between two further pictures (default 12)\n"
    "  --batch N  --crop PIXELS  --rate R   of a step (default 8, 160 and 0.0005)\n"
    "  --width 24|32|48     channels at half size (default 24)\n"
    "  --dtype TYPE         auto, f32 or bf16\n"
    "  --threads N          default: all cores\n"
    "  --json               progress as JSON, one object a line\n\n"
    "Exit status: 0 done, 1 failed, 2 wrong usage, 130 interrupted.\n";

const QStringList& valueNames()
{
    static const QStringList names =
        QStringLiteral("out seed steps minutes pictures first-pictures picture-every batch crop "
                       "rate width dtype threads")
            .split(QLatin1Char(' '));
    return names;
}

CelOptions optionsFrom(const Arguments& given)
{
    if (given.positionals() != QStringList{QStringLiteral("cel")})
        throw UsageError(QStringLiteral("Say what to train: enogu train cel --out DIR."));
    const QString out = given.text("out");
    if (out.isEmpty())
        throw UsageError(QStringLiteral("--out DIR says where the run is kept."));
    constexpr int kMany = 1'000'000'000;
    CelOptions options;
    options.folder = bytesFromText(out);
    options.seed = std::uint64_t(given.integer("seed", 1, 0, kMany));
    options.steps = given.integer("steps", int(options.steps), 1, kMany);
    options.minutes = given.number("minutes", 0, 0, 1e6);
    options.pictures = given.integer("pictures", options.pictures, 1, 100'000);
    options.firstPictures = given.integer("first-pictures", options.firstPictures, 1, 100'000);
    options.pictureEvery = given.integer("picture-every", options.pictureEvery, 1, kMany);
    options.batch = given.integer("batch", options.batch, 2, 1024);
    options.crop = given.integer("crop", options.crop, 40, options.pictureSide - 32) / 8 * 8;
    options.rate = given.number("rate", options.rate, 1e-8, 1);
    const QStringList widths{QStringLiteral("24"), QStringLiteral("32"), QStringLiteral("48")};
    options.width = widths.at(given.choice("width", widths)).toInt();
    options.type = TrainingType(given.choice(
        "dtype", {QStringLiteral("auto"), QStringLiteral("f32"), QStringLiteral("bf16")}));
    options.threads = given.integer("threads", 0, 1, 1024);
    return options;
}

/// Shows a run's steps, but not more often than a reader can follow.
class CelPrinter
{
public:
    explicit CelPrinter(Console& console) : m_console(console) {}

    void show(const CelReport& report)
    {
        const qint64 interval = m_console.isJson() ? kJsonInterval : kBarInterval;
        if (m_last.isValid() && m_last.elapsed() < interval)
            return;
        m_last.start();
        const QString phase = QString::fromStdString(report.phase);
        if (m_console.isJson())
            m_console.say({}, {{QStringLiteral("event"), QStringLiteral("progress")},
                               {QStringLiteral("phase"), phase},
                               {QStringLiteral("step"), double(report.step)},
                               {QStringLiteral("loss"), report.loss},
                               {QStringLiteral("share"), report.share},
                               {QStringLiteral("secondsLeft"), report.secondsLeft}});
        else
            showBar(report, phase);
    }

private:
    void showBar(const CelReport& report, const QString& phase)
    {
        const QString text = QStringLiteral("%1, step %2, loss %3")
                                 .arg(phase)
                                 .arg(report.step)
                                 .arg(report.loss, 0, 'f', 4);
        m_console.showProgress({}, {0, report.share, 1, report.secondsLeft, text.toStdString()});
    }

    Console& m_console;
    QElapsedTimer m_last;
};

int train(Console& console, const CelOptions& options)
{
    const QString out = shown(options.folder);
    const Interrupt interrupt;
    CelPrinter printer(console);
    const auto fault = trainCel(
        options, [&](const CelReport& report) { printer.show(report); }, interrupt.token());
    if (fault && fault->code() == ErrorCode::Cancelled)
        return kInterrupted;
    if (fault) {
        console.fail(out, QString::fromUtf8(fault->what()));
        return kFailed;
    }
    const QString weights = out + QLatin1String("/cel.safetensors");
    console.say(weights, {{QStringLiteral("event"), QStringLiteral("done")},
                          {QStringLiteral("out"), weights}});
    return 0;
}

int run(Console& console, const QStringList& arguments)
{
    return train(console,
                 optionsFrom(Arguments(arguments, valueNames(), {QStringLiteral("json")})));
}

} // namespace

const Command kTrain{"train", "train cel: make the weights of the bundled style", kHelp, run};

} // namespace enogu
