// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace enogu {

inline constexpr const char* kCelStyle = "cel"; ///< the bundled style's name in a recipe

/// The weights that a recipe's style means: the bundled file for "cel", else the path itself.
/// Throws Error(MissingFile) when the bundled file is not installed.
std::filesystem::path weightsOfStyle(const std::string& style);

} // namespace enogu
