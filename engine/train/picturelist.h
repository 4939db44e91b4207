// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/train/picturefolder.h"

namespace enogu::core {

/// The rows of a folder, as PictureFolder describes and throws; every file that they name is there.
std::vector<PictureRow> listPictures(const std::filesystem::path& folder, Wanted wanted);

} // namespace enogu::core
