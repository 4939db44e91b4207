// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/pipelines/preview.h"

namespace enogu {

/// Maps for quick pictures of steps, fitted once for every autoencoder.
class LatentMaps
{
public:
    /// From the folder `cache`, or fitted and kept there, unless it is empty; `loaded` tells models
    /// apart. Lives until the next call. A cache that cannot be written is no fault.
    const LatentMap& mapFor(const DiffusionModel& model, const std::string& loaded,
                            const std::filesystem::path& cache, const core::Checkpoint& checkpoint);
    void forget() { m_map.reset(); }

private:
    std::optional<LatentMap> m_map;
    std::string m_loaded;
};

} // namespace enogu
