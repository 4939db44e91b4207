// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"

#include <filesystem>
#include <string>
#include <vector>

namespace enogu {

/// Where a program keeps its models.
struct ModelPlace
{
    std::string name; ///< for people
    std::filesystem::path folder;
};

/// Where ComfyUI and AUTOMATIC1111's web UI keep theirs: COMFYUI_PATH and SD_WEBUI_PATH, and the
/// usual folders in the user's home. They need not exist.
std::vector<ModelPlace> otherProgramsPlaces();

/// The models in the hub's cache and in these places, two folders deep, links to folders not
/// entered; no weights are read. At most 500 a place.
std::vector<FoundModel> findDiffusionModels(const std::vector<ModelPlace>& places);

} // namespace enogu
