// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.h"

#include <cstdint>
#include <map>
#include <string>
#include <tuple>

namespace enogu {

/// What runs look alike in, as far as time goes.
struct PaceKey
{
    std::string model;     ///< as it is loaded
    Extent extent;         ///< that the network sees
    std::int64_t rows = 1; ///< of a network call, over all pictures that are made at once

    auto operator<=>(const PaceKey& other) const
    {
        return std::tie(model, extent.width, extent.height, rows) <=>
               std::tie(other.model, other.extent.width, other.extent.height, other.rows);
    }
};

/// How long runs took.
class Paces
{
public:
    /// Of a run: all its network calls, and everything else but loading.
    void keep(const PaceKey& key, std::int64_t calls, double stepSeconds, double otherSeconds);
    /// −1 until such a run was kept.
    double secondsFor(const PaceKey& key, std::int64_t calls) const;

private:
    struct Pace
    {
        double step = 0, other = 0; ///< seconds
    };
    std::map<PaceKey, Pace> m_paces;
};

} // namespace enogu
