// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/filenames.h"
#include "app/cli/interrupt.h"
#include "app/cli/trainers.h"
#include "engine/train/loader.h"

#include <QElapsedTimer>

namespace enogu {

namespace {

constexpr qint64 kJsonInterval = 1000; ///< milliseconds between two lines
constexpr qint64 kBarInterval = 100;

const Trainer* const kTrainers[] = {&kCelTrainer, &kVaeTrainer,      &kScalingTrainer,
                                    &kLdmTrainer, &kInstructTrainer, &kScenesTrainer};

const Trainer* findTrainer(const QStringList& arguments)
{
    for (const Trainer* trainer : kTrainers) {
        if (arguments.contains(QLatin1String(trainer->name)))
            return trainer;
    }
    return nullptr;
}

std::string topic(const QStringList& arguments)
{
    if (const Trainer* trainer = findTrainer(arguments))
        return std::string(trainer->help) +
               (QByteArray(trainer->values).contains("accumulate") ? kRunHelp : "");
    std::string text = "Usage: enogu train WHAT --out DIR [OPTIONS]\n\n"
                       "WHAT (enogu train WHAT --help tells more):\n";
    for (const Trainer* trainer : kTrainers)
        text += QString::asprintf("  %-15s %s\n", trainer->name, trainer->purpose).toStdString();
    return text;
}

/// Shows a run's steps, but not more often than a reader can follow.
class RunPrinter
{
public:
    explicit RunPrinter(Console& console) : m_console(console) {}

    void show(const TrainReport& report)
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
    void showBar(const TrainReport& report, const QString& phase)
    {
        QString text = QStringLiteral("%1, step %2").arg(phase).arg(report.step);
        if (report.loss != 0)
            text += QStringLiteral(", loss %1").arg(report.loss, 0, 'f', 4);
        m_console.showProgress({}, {0, report.share, 1, report.secondsLeft, text.toStdString()});
    }

    Console& m_console;
    QElapsedTimer m_last;
};

int runTrainer(Console& console, const Trainer& trainer, const Arguments& given)
{
    const QStringList names = given.positionals().mid(1);
    if (names.size() + (given.text("out").isEmpty() ? 0 : 1) > 1)
        throw UsageError(QStringLiteral("enogu train takes one name and one folder."));
    const QString out = names.isEmpty() ? given.text("out") : names.first();
    if (out.isEmpty())
        throw UsageError(QStringLiteral("--out DIR says where the run is kept."));
    const TrainOptions options = trainer.options(given, bytesFromText(out));
    const Interrupt interrupt;
    RunPrinter printer(console);
    const auto fault = train(
        options, [&](const TrainReport& report) { printer.show(report); }, interrupt.token());
    if (fault && fault->code() == ErrorCode::Cancelled)
        return kInterrupted;
    if (fault) {
        console.fail(out, QString::fromUtf8(fault->what()));
        return kFailed;
    }
    const QString product = out + QLatin1Char('/') + QLatin1String(trainer.product);
    console.say(product, {{QStringLiteral("event"), QStringLiteral("done")},
                          {QStringLiteral("out"), product}});
    return 0;
}

int run(Console& console, const QStringList& arguments)
{
    const Trainer* trainer = findTrainer(arguments.mid(0, 1));
    if (!trainer)
        throw UsageError(
            QStringLiteral("Say what to train, for example: enogu train vae --out DIR."));
    const QStringList values = QString::fromLatin1(trainer->values).split(QLatin1Char(' '));
    const QStringList flags =
        QString::fromLatin1(trainer->flags).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return runTrainer(console, *trainer,
                      Arguments(arguments, values + QStringList{QStringLiteral("out")},
                                flags + QStringList{QStringLiteral("json")}));
}

} // namespace

const Command kTrain{"train", "make the weights of models", "", run, topic};

} // namespace enogu
