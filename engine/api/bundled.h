// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace enogu {

/// A data file that comes with the program, e.g. "cel/cel.safetensors": in the folder that the
/// environment variable ENOGU_MODELS names, beside the program, or in the source tree. Empty where
/// it is not installed.
std::filesystem::path bundledFile(const std::filesystem::path& name);

} // namespace enogu
