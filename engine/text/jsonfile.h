// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace enogu {

/// Throws Error(BadModelFile): "Cannot read <name>: <reason>; <remedy>."
[[noreturn]] void refuseText(const std::string& name, std::string_view reason,
                             std::string_view remedy = "get a complete copy of the model");

/// The last two parts of a path, fit for a sentence: "tokenizer/vocab.json".
std::string nameInModel(const std::filesystem::path& path);

/// The bytes of a regular file of at most `limit` bytes. Throws Error: MissingFile, NoPermission,
/// BadModelFile.
std::string readText(const std::filesystem::path& path, std::uint64_t limit);

/// A JSON file of at most `limit` bytes whose lists and objects nest at most 32 deep; the whole is
/// an object. Python's NaN and Infinity are null. Throws Error as readText does.
nlohmann::json readJson(const std::filesystem::path& path, std::uint64_t limit = 1'000'000);

} // namespace enogu
