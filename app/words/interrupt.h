// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <thread>

namespace enogu {

/// Turns SIGINT and SIGTERM into a stop while it lives; a second signal ends the process at once
/// with status 130. One at a time.
class Interrupt
{
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    std::stop_token token() const { return m_stop.get_token(); }
    bool happened() const { return m_stop.stop_requested(); }

private:
    std::stop_source m_stop;
    int m_pipe[2] = {-1, -1};
    std::thread m_listener;
};

} // namespace enogu
