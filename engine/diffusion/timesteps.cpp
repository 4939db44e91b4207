// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diffusion/timesteps.h"

#include <algorithm>
#include <cmath>

namespace enogu::core {

namespace {

std::vector<double> linspaced(const TimestepGrid& grid, std::int64_t points)
{
    std::vector<double> t = linspace(0, double(grid.end - 1), points);
    for (double& value : t)
        value = grid.grid == Grid::Fractional ? double(float(value)) : std::nearbyint(value);
    std::reverse(t.begin(), t.end());
    return t;
}

std::vector<double> leading(const TimestepGrid& grid, std::int64_t points)
{
    const std::int64_t stride = grid.end / points;
    std::vector<double> t;
    for (std::int64_t i = points - 1; i >= 0; --i)
        t.push_back(double(i * stride + grid.stepsOffset));
    return t;
}

std::vector<double> trailing(const TimestepGrid& grid, std::int64_t steps)
{
    const double end = double(grid.end);
    const double stride = (end - double(grid.trainSteps) / double(steps)) - end;
    std::vector<double> t;
    for (std::int64_t i = 0; i < steps && end + double(i) * stride > 0; ++i)
        t.push_back(std::nearbyint(end + double(i) * stride) - 1);
    return t;
}

} // namespace

std::vector<double> linspace(double first, double last, std::int64_t count)
{
    const double stride = count > 1 ? (last - first) / double(count - 1) : 0;
    std::vector<double> values;
    for (std::int64_t i = 0; i < count; ++i)
        values.push_back(double(i) * stride + first);
    if (count > 1)
        values.back() = last;
    return values;
}

std::vector<double> timestepsOf(const TimestepGrid& grid, std::int64_t steps)
{
    if (grid.spacing == Spacing::Trailing)
        return trailing(grid, steps);
    const std::int64_t points = steps + (grid.grid == Grid::Solver ? 1 : 0);
    std::vector<double> t =
        grid.spacing == Spacing::Linspace ? linspaced(grid, points) : leading(grid, points);
    t.resize(static_cast<std::size_t>(steps));
    return t;
}

} // namespace enogu::core
