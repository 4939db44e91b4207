// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diffusion/sigmapath.h"

#include "engine/diffusion/timesteps.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace enogu::core {

namespace {

std::vector<double> sigmasOf(const NoiseSchedule& schedule)
{
    std::vector<double> sigmas;
    for (std::int64_t t = 0; t < schedule.size(); ++t)
        sigmas.push_back(schedule.sigma(t));
    return sigmas;
}

/// σ at a timestep, linear between the table's entries and constant beyond them.
double sigmaAt(double t, const std::vector<double>& table)
{
    const double last = double(table.size() - 1);
    const double inside = std::clamp(t, 0.0, last);
    const auto below = std::size_t(std::min(std::floor(inside), std::max(last - 1, 0.0)));
    if (below + 1 == table.size())
        return table.back();
    return table[below] + (table[below + 1] - table[below]) * (inside - double(below));
}

/// The timestep of a σ, linear in log σ between the table's entries (float32 logarithms).
double timestepOf(double sigma, const std::vector<double>& table)
{
    const auto logAt = [&](std::size_t t) { return double(std::log(float(table[t]))); };
    const double wanted = std::log(sigma);
    std::size_t below = 0;
    while (below + 2 < table.size() && logAt(below + 1) <= wanted)
        ++below;
    if (below + 1 == table.size())
        return 0;
    const double stride = double(float(logAt(below)) - float(logAt(below + 1)));
    const double w = std::clamp((logAt(below) - wanted) / stride, 0.0, 1.0);
    return (1 - w) * double(below) + w * double(below + 1);
}

/// Karras et al. 2022 (arXiv 2206.00364), eq. 5, ρ = 7.
std::vector<double> karrasSigmas(double largest, double smallest, std::int64_t steps)
{
    const double rho = 7;
    const double from = std::pow(largest, 1 / rho), to = std::pow(smallest, 1 / rho);
    std::vector<double> sigmas = linspace(0, 1, steps);
    for (double& sigma : sigmas)
        sigma = std::pow(from + sigma * (to - from), rho);
    return sigmas;
}

SigmaPath pathThrough(const TimestepGrid& grid, const std::vector<double>& table,
                      std::int64_t steps)
{
    SigmaPath path;
    path.timesteps = timestepsOf(grid, steps);
    for (const double t : path.timesteps)
        path.sigmas.push_back(sigmaAt(t, table));
    return path;
}

void replaceByKarras(SigmaPath& path, const std::vector<double>& table, double largest,
                     double smallest)
{
    path.sigmas = karrasSigmas(largest, smallest, std::int64_t(path.timesteps.size()));
    std::transform(path.sigmas.begin(), path.sigmas.end(), path.timesteps.begin(),
                   [&](double sigma) { return timestepOf(sigma, table); });
}

void finish(SigmaPath& path, double last)
{
    path.sigmas.push_back(last);
    for (double& sigma : path.sigmas)
        sigma = double(float(sigma));
    for (std::size_t i = 1; i + 1 < path.sigmas.size(); ++i)
        if (path.sigmas[i] == path.sigmas[i - 1])
            throw std::invalid_argument("This many steps repeat a noise level of the model's "
                                        "schedule: use fewer.");
}

/// The first timestep whose log(α/σ) is below the limit, or the schedule's size.
std::int64_t endAbove(double lambdaMin, const NoiseSchedule& schedule)
{
    std::int64_t end = schedule.size();
    while (end > 1 && -std::log(schedule.sigma(end - 1)) < lambdaMin)
        --end;
    return end;
}

/// DPM-Solver++ cuts the timesteps of a cosine schedule; everything else is rounded.
void makeWhole(std::vector<double>& timesteps, const SamplerConfig& config)
{
    const bool cut =
        config.kind == SamplerKind::DpmSolverPp2M && config.schedule.betas == BetaSchedule::Cosine;
    for (double& t : timesteps)
        t = cut ? std::trunc(t) : std::nearbyint(t);
}

} // namespace

SigmaPath eulerPath(const SamplerConfig& config, std::int64_t steps)
{
    const NoiseSchedule schedule(config.schedule);
    const std::vector<double> table = sigmasOf(schedule);
    SigmaPath path = pathThrough({Grid::Fractional, config.spacing.value_or(Spacing::Linspace),
                                  schedule.size(), schedule.size(), config.stepsOffset},
                                 table, steps);
    if (config.karrasSigmas)
        replaceByKarras(path, table, path.sigmas.front(), path.sigmas.back());
    for (double& t : path.timesteps)
        t = double(float(t));
    finish(path, config.finalSigmaZero ? 0 : table.front());
    return path;
}

SigmaPath solverPath(const SamplerConfig& config, std::int64_t steps)
{
    const NoiseSchedule schedule(config.schedule);
    const std::vector<double> table = sigmasOf(schedule);
    const bool isDpm = config.kind == SamplerKind::DpmSolverPp2M;
    const std::int64_t end = isDpm ? endAbove(config.lambdaMin, schedule) : schedule.size();
    SigmaPath path = pathThrough({Grid::Solver, config.spacing.value_or(Spacing::Linspace),
                                  schedule.size(), end, config.stepsOffset},
                                 table, steps);
    if (config.karrasSigmas) {
        replaceByKarras(path, table, table.back(), table.front());
        makeWhole(path.timesteps, config);
    }
    const double cleanest = config.karrasSigmas && !isDpm ? path.sigmas.back() : table.front();
    finish(path, config.finalSigmaZero ? 0 : cleanest);
    return path;
}

std::vector<Level> levelsOfSigmas(const std::vector<double>& sigmas)
{
    std::vector<Level> levels(sigmas.size());
    std::transform(sigmas.begin(), sigmas.end(), levels.begin(), levelOfSigma);
    return levels;
}

} // namespace enogu::core
