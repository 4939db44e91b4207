// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace enogu {

/// Throws Error(WrongModelKind) where `wanted`, the SHA-256 of a recipe, is there and is not
/// `found`, that of the model or style `name`.
void requireSameWeights(const std::string& wanted, const std::string& found,
                        const std::string& name);

} // namespace enogu
