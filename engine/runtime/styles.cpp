// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/styles.h"

#include "engine/api/error.h"

#include <cstdlib>

namespace enogu {

namespace {

std::filesystem::path bundledCel()
{
    namespace fs = std::filesystem;
    std::error_code ignored;
    const fs::path program = fs::read_symlink("/proc/self/exe", ignored).parent_path();
    const char* chosen = std::getenv("ENOGU_MODELS");
    const fs::path places[] = {chosen ? fs::path(chosen) : fs::path(),
                               program / "../resources/models", program / "../share/enogu/models",
                               fs::path(ENOGU_SOURCE_DIR) / "resources/models"};
    for (const fs::path& place : places) {
        const fs::path file = place / "cel/cel.safetensors";
        if (!place.empty() && fs::exists(file, ignored))
            return file.lexically_normal();
    }
    throw Error(ErrorCode::MissingFile, "The bundled style Cel (cel.safetensors) is not installed; "
                                        "install Enogu again or choose another style.");
}

} // namespace

std::filesystem::path weightsOfStyle(const std::string& style)
{
    return style == kCelStyle ? bundledCel() : std::filesystem::path(style);
}

} // namespace enogu
