// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/words/interrupt.h"

#include "app/words/arguments.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace enogu {

namespace {

constexpr char kStop = 's';
constexpr char kEnd = 'e';
std::atomic<int> g_wakeUp{-1};
std::atomic<bool> g_seen{false};

void onSignal(int)
{
    if (g_seen.exchange(true))
        _exit(kInterrupted);
    const int saved = errno;
    [[maybe_unused]] const auto written = write(g_wakeUp, &kStop, 1);
    errno = saved;
}

} // namespace

Interrupt::Interrupt()
{
    if (pipe2(m_pipe, O_CLOEXEC) != 0)
        return;
    g_wakeUp = m_pipe[1];
    g_seen = false;
    m_listener = std::thread([this] {
        char what = 0;
        while (what != kEnd) {
            const auto count = read(m_pipe[0], &what, 1);
            if (count == 1 && what == kStop)
                m_stop.request_stop();
            else if (count == 0 || (count < 0 && errno != EINTR))
                return;
        }
    });
    struct sigaction action = {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

Interrupt::~Interrupt()
{
    if (!m_listener.joinable())
        return;
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    [[maybe_unused]] const auto written = write(m_pipe[1], &kEnd, 1);
    m_listener.join();
    close(m_pipe[0]);
    close(m_pipe[1]);
}

} // namespace enogu
