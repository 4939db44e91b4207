// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace enogu {

/// The whole of a regular file. Never waits (a pipe or device is refused). Throws Error.
std::vector<std::uint8_t> readWholeFile(const std::filesystem::path& path);

} // namespace enogu
