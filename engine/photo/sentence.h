// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/error.h"

#include <filesystem>
#include <string>

namespace enogu {

/// The file's name for a sentence: valid UTF-8 without control characters, at most 120 characters
/// (the middle of a longer one is left out), in “ ”.
std::string quotedName(const std::filesystem::path& path);

/// Error whose sentence is "“name” " + rest.
Error fileError(ErrorCode code, const std::filesystem::path& path, const std::string& rest);

/// The error for an errno value of a call on `path`; `doing` is "read" or "written".
Error systemError(int number, const std::filesystem::path& path, const std::string& doing);

} // namespace enogu
