// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/styles.h"

#include "engine/api/bundled.h"
#include "engine/api/error.h"

namespace enogu {

namespace {

std::filesystem::path bundledCel()
{
    const std::filesystem::path file = bundledFile("cel/cel.safetensors");
    if (file.empty())
        throw Error(ErrorCode::MissingFile, "The bundled style Cel (cel.safetensors) is not "
                                            "installed; install Enogu again or choose another "
                                            "style.");
    return file;
}

} // namespace

std::filesystem::path weightsOfStyle(const std::string& style)
{
    return style == kCelStyle ? bundledCel() : std::filesystem::path(style);
}

} // namespace enogu
