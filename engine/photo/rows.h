// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace enogu {

/// Calls work(y) for every row, from as many threads as the machine has cores. `work` may not
/// throw.
template <typename Work>
void forRows(int height, Work work)
{
    const int threads = std::clamp(int(std::thread::hardware_concurrency()), 1, (height + 63) / 64);
    std::atomic<int> next{0};
    const auto loop = [&] {
        for (int y = next++; y < height; y = next++)
            work(y);
    };
    std::vector<std::jthread> others;
    for (int i = 1; i < threads; ++i)
        others.emplace_back(loop);
    loop();
}

} // namespace enogu
