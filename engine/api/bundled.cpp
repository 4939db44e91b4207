// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/bundled.h"

#include <cstdlib>

namespace enogu {

std::filesystem::path bundledFile(const std::filesystem::path& name)
{
    namespace fs = std::filesystem;
    std::error_code ignored;
    const fs::path program = fs::read_symlink("/proc/self/exe", ignored).parent_path();
    const fs::path source(ENOGU_SOURCE_DIR);
    const char* chosen = std::getenv("ENOGU_MODELS");
    const fs::path places[] = {chosen ? fs::path(chosen) : fs::path(),
                               program / "../resources/models", program / "../share/enogu/models",
                               source / "resources/models", source / ".cache"};
    for (const fs::path& place : places)
        if (!place.empty() && fs::exists(place / name, ignored))
            return (place / name).lexically_normal();
    return {};
}

} // namespace enogu
