// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/filenames.h"
#include "app/cli/results.h"
#include "app/train/trainers.h"
#include "app/words/interrupt.h"
#include "engine/photo/colour.h"
#include "engine/train/loader.h"

#include <QElapsedTimer>

namespace enogu {

namespace {

constexpr qint64 kJsonInterval = 1000; ///< milliseconds between two lines
constexpr qint64 kBarInterval = 100;

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

Image readPicture(const std::filesystem::path& file)
{
    const Photo photo = valueOrThrow(openPhoto(file));
    if (!photo.warnings.empty())
        throw Error(ErrorCode::BadImage,
                    file.string() + " cannot be learnt from: " + photo.warnings.front());
    return srgbFromPhoto(photo.image);
}

int run(Console& console, const WordList& words)
{
    const TrainOrder order = trainOrder(words, readPicture);
    const Interrupt interrupt;
    RunPrinter printer(console);
    const auto fault = train(
        order.options, [&](const TrainReport& report) { printer.show(report); }, interrupt.token());
    if (fault && fault->code() == ErrorCode::Cancelled)
        return kInterrupted;
    if (fault) {
        console.fail(shown(order.folder), QString::fromUtf8(fault->what()));
        return kFailed;
    }
    console.say(order.product(), {{QStringLiteral("event"), QStringLiteral("done")},
                                  {QStringLiteral("out"), shown(order.product())}});
    return 0;
}

} // namespace

const Command kTrain{"train", "make the weights of models", "", run, trainHelp};

} // namespace enogu
