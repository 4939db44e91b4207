// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <filesystem>
#include <string>

namespace enogu {

/// A path for people: U+FFFD stands for what is not UTF-8.
QString shown(const std::filesystem::path& path);

/// A style as a recipe names it: "cel" in whatever case is the bundled one, else a path.
std::string styleFrom(const std::string& word);

} // namespace enogu
