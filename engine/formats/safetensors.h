// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/formats/contents.h"

namespace enogu {

constexpr std::uint64_t kMaxSafetensorsHeader = 100'000'000;

/// Parses a whole safetensors file of `bytes`; `name` is for the sentence. The views point into
/// `bytes` or into contents.copies. Throws Error(BadModelFile).
FileContents parseSafetensors(Bytes bytes, const std::string& name);

struct SafetensorsEntry
{
    TensorView view; // data is null
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

struct SafetensorsHeader
{
    std::vector<SafetensorsEntry> entries;
    std::map<std::string, std::string> metadata;
};

/// The JSON header alone: names unique, types known, shapes within bounds.
SafetensorsHeader parseSafetensorsHeader(std::string_view json, const std::string& name);

} // namespace enogu
