// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/train/trainers.h"
#include "app/words/interrupt.h"
#include "engine/api/error.h"
#include "engine/api/library.h"

#include <chrono>
#include <cstdio>
#include <unistd.h>

// enogu-train: the trainers alone, for servers that have LibTorch and a compiler and nothing else.

namespace enogu {

namespace {

/// A line of progress on a terminal ten times a second, elsewhere every ten seconds.
class ProgressLine
{
public:
    void show(const TrainReport& report)
    {
        const auto now = std::chrono::steady_clock::now();
        if (now - m_last < (m_terminal ? std::chrono::milliseconds(100) : std::chrono::seconds(10)))
            return;
        m_last = now;
        std::fprintf(stderr, "%s%s, step %lld, loss %.4f, %.1f %%, %.0f s left%s",
                     m_terminal ? "\r" : "", report.phase.c_str(),
                     static_cast<long long>(report.step), report.loss, 100 * report.share,
                     report.secondsLeft, m_terminal ? "\033[K" : "\n");
        m_shown = m_terminal;
    }
    ~ProgressLine()
    {
        if (m_shown)
            std::fputs("\r\033[K", stderr);
    }

private:
    bool m_terminal = isatty(STDERR_FILENO) != 0, m_shown = false;
    std::chrono::steady_clock::time_point m_last;
};

std::optional<Error> trained(const TrainOrder& order)
{
    const Interrupt interrupt;
    ProgressLine progress;
    return train(
        order.options, [&](const TrainReport& report) { progress.show(report); },
        interrupt.token());
}

int run(const WordList& words)
{
    if (words.empty() || asksForHelp(words)) {
        std::fputs(trainHelp(words).c_str(), stdout);
        return words.empty() ? kWrongUsage : 0;
    }
    try {
        const TrainOrder order = trainOrder(words);
        if (const auto fault = trained(order)) {
            if (fault->code() == ErrorCode::Cancelled)
                return kInterrupted;
            std::fprintf(stderr, "%s\n", fault->what());
            return kFailed;
        }
        std::puts(order.product().c_str());
        return 0;
    } catch (const UsageError& error) {
        std::fprintf(stderr, "%s\nTry: enogu-train --help\n", error.what());
        return kWrongUsage;
    }
}

} // namespace

} // namespace enogu

int main(int argc, char** argv)
{
    enogu::letWaitingThreadsSleep(argv);
    return enogu::run({argv + 1, argv + argc});
}
