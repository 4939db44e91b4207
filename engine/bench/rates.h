// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <c10/core/ScalarType.h>

#include <algorithm>

namespace enogu {

/// What this computer reaches on the threads of the run.
struct Rates
{
    double products = 1e12; ///< multiply-accumulates a second, of the best matrix product
    double bytes = 1e10;    ///< read or written a second

    /// Seconds that nothing can undercut.
    double floorOf(double someProducts, double someBytes) const
    {
        return std::max(someProducts / products, someBytes / bytes);
    }
};

/// Measured now; takes about a second.
Rates measuredRates(at::ScalarType dtype);

} // namespace enogu
