// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/job.h"
#include "engine/runtime/device.h"
#include "engine/runtime/previewer.h"
#include "engine/runtime/reporter.h"
#include "engine/weights/generators.h"

namespace enogu {

/// Runs the recipe Animeify: photo → tensor → network → tensor → photo, colours and strength. Keeps
/// the generator of the last job. One thread.
class Styler
{
public:
    /// Throws Error; call inside at::InferenceMode.
    Result run(const Job& job, const Animeify& recipe, Observer& observer, std::stop_token stop);
    void forget() { m_loaded = {}; }

private:
    Result runOn(const Device& device, const Job& job, const Animeify& recipe, Reporter& reporter,
                 Previewer& previewer);
    const LoadedGenerator& load(const Animeify& recipe, const Device& device);

    LoadedGenerator m_loaded;
    std::string m_key; ///< file, its date and size, and the settings that it was loaded with
};

} // namespace enogu
