// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.h"

#include <filesystem>
#include <functional>

namespace enogu {

/// Reads a picture as sRGB, from any thread; throws Error with a sentence that names the file.
using ReadPicture = std::function<Image(const std::filesystem::path&)>;

/// A folder of pictures to learn from instead of the drawn world.
struct OwnPictures
{
    std::filesystem::path folder{}; ///< empty: the drawn world
    ReadPicture read{};
};

} // namespace enogu
