// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/sameweights.h"

#include "engine/api/error.h"

namespace enogu {

void requireSameWeights(const std::string& wanted, const std::string& found,
                        const std::string& name)
{
    constexpr std::size_t kShown = 8;
    if (!wanted.empty() && wanted != found)
        throw Error(ErrorCode::WrongModelKind,
                    name + " has other weights than the recipe was made with (SHA-256 " +
                        found.substr(0, kShown) + "..., not " + wanted.substr(0, kShown) +
                        "...); find those, or add --model-changed-ok.");
}

} // namespace enogu
