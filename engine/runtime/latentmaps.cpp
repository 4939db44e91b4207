// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/latentmaps.h"

#include "engine/api/error.h"

namespace enogu {

namespace {

namespace fs = std::filesystem;

void keep(const LatentMap& map, const fs::path& file)
{
    try {
        std::error_code ignored;
        fs::create_directories(file.parent_path(), ignored);
        map.write(file);
    } catch (const Error&) { // it will be fitted again
    }
}

} // namespace

const LatentMap& LatentMaps::mapFor(const DiffusionModel& model, const std::string& loaded,
                                    const fs::path& cache, const core::Checkpoint& checkpoint)
{
    if (m_map && loaded == m_loaded)
        return *m_map;
    fs::path file;
    if (!cache.empty() && !model.pixels)
        file = cache / (model.folder.sha256(ModelFolder::Part::Vae) + "-preview.safetensors");
    m_map = file.empty() ? std::nullopt : LatentMap::read(file, model.latentChannels());
    if (!m_map) {
        m_map = fittedMap(model, checkpoint);
        if (!file.empty())
            keep(*m_map, file);
    }
    m_loaded = loaded;
    return *m_map;
}

} // namespace enogu
