// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace enogu {

/// Writes a file so that `path` holds the old bytes or all of the new ones at any moment, also
/// after a power cut. Without `overwrite` a path that exists throws FileExists, whoever created it
/// and when. A symbolic link is followed. Throws Error; nothing is left behind.
void writeAtomically(const std::filesystem::path& path, const std::vector<std::uint8_t>& bytes,
                     bool overwrite);

/// Throws what writeAtomically would find at once: FileExists, a missing folder, a folder as
/// target.
void checkTarget(const std::filesystem::path& path, bool overwrite);

} // namespace enogu
