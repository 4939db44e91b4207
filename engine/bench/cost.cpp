// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/bench/cost.h"

#include <algorithm>
#include <fstream>
#include <malloc.h>
#include <sched.h>
#include <sys/resource.h>

namespace enogu {

namespace {

/// A line of /proc/self/status, in gigabytes.
double memoryLine(const std::string& name)
{
    std::ifstream file("/proc/self/status");
    double kilobytes = 0;
    for (std::string word, rest; file >> word; std::getline(file, rest)) {
        if (word == name && file >> kilobytes)
            break;
    }
    return kilobytes * 1024 / 1e9;
}

void resetPeak()
{
    malloc_trim(0);
    std::ofstream("/proc/self/clear_refs") << "5";
}

double median(std::vector<double> values)
{
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

} // namespace

double processorSeconds()
{
    rusage usage = {};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) {
        return double(t.tv_sec) + 1e-6 * double(t.tv_usec);
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

BenchCost costOf(double megapixels, const std::function<void()>& work)
{
    resetPeak();
    const double before = memoryLine("VmRSS:");
    const double start = processorSeconds();
    work();
    const double seconds = processorSeconds() - start;
    return {seconds / megapixels, (memoryLine("VmHWM:") - before) / megapixels};
}

BenchCost medianOf(const std::vector<BenchCost>& costs)
{
    std::vector<double> seconds, gigabytes;
    for (const BenchCost& cost : costs) {
        seconds.push_back(cost.coreSeconds);
        gigabytes.push_back(cost.gigabytes);
    }
    return {median(seconds), median(gigabytes)};
}

void holdOnProcessors(int threads)
{
    cpu_set_t allowed, chosen;
    CPU_ZERO(&chosen);
    if (sched_getaffinity(0, sizeof allowed, &allowed) != 0)
        return;
    for (int cpu = CPU_SETSIZE - 1; cpu >= 0 && CPU_COUNT(&chosen) < threads; --cpu) {
        if (CPU_ISSET(cpu, &allowed))
            CPU_SET(cpu, &chosen);
    }
    sched_setaffinity(0, sizeof chosen, &chosen);
}

} // namespace enogu
