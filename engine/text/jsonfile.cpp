// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/text/jsonfile.h"

#include "engine/api/error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>

namespace enogu {

namespace {

constexpr int kDeepest = 32;

bool nestsTooDeep(std::string_view json)
{
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (quoted && c == '\\')
            ++i;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == '{' || c == '['))
            ++depth;
        else if (!quoted && (c == '}' || c == ']'))
            --depth;
        if (depth > kDeepest)
            return true;
    }
    return false;
}

/// Python writes non-finite numbers as words that JSON does not know (the -Infinity of a
/// scheduler's lambda_min_clipped): they become null, which is read as absent.
std::string withoutNonFinite(const std::string& json)
{
    std::string kept;
    bool quoted = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const auto at = [&](std::string_view word) {
            return json.compare(i, word.size(), word) == 0;
        };
        const std::size_t length = quoted            ? 0
                                   : at("-Infinity") ? 9
                                   : at("Infinity")  ? 8
                                   : at("NaN")       ? 3
                                                     : 0;
        if (length > 0) {
            kept += "null";
            i += length - 1;
            continue;
        }
        if (quoted && json[i] == '\\' && i + 1 < json.size())
            kept += json[i++];
        else if (json[i] == '"')
            quoted = !quoted;
        kept += json[i];
    }
    return kept;
}

} // namespace

void refuseText(const std::string& name, std::string_view reason, std::string_view remedy)
{
    std::string sentence = "Cannot read " + name + ": ";
    sentence.append(reason).append("; ").append(remedy).append(".");
    throw Error(ErrorCode::BadModelFile, sentence);
}

std::string nameInModel(const std::filesystem::path& path)
{
    std::string name = (path.parent_path().filename() / path.filename()).string();
    std::replace_if(
        name.begin(), name.end(), [](char c) { return (c >= 0 && c < 0x20) || c == 0x7F; }, '?');
    return name.size() > 120 ? "..." + name.substr(name.size() - 100) : name;
}

std::string readText(const std::filesystem::path& path, std::uint64_t limit)
{
    std::error_code fault;
    const std::string name = nameInModel(path);
    const auto status = std::filesystem::status(path, fault);
    if (!std::filesystem::exists(status))
        throw Error(ErrorCode::MissingFile,
                    name + " is missing; get a complete copy of the model.");
    if (!std::filesystem::is_regular_file(status))
        refuseText(name, "it is no file");
    const std::uint64_t size = std::filesystem::file_size(path, fault);
    if (fault || size > limit)
        refuseText(name, "it is longer than " + std::to_string(limit) + " bytes");
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
        throw Error(ErrorCode::NoPermission, name + " may not be read; change its permissions.");
    std::string bytes(size, '\0');
    stream.read(bytes.data(), std::streamsize(size));
    if (stream.gcount() != std::streamsize(size))
        refuseText(name, "it ends early");
    return bytes;
}

nlohmann::json readJson(const std::filesystem::path& path, std::uint64_t limit)
{
    const std::string text = readText(path, limit);
    const std::string name = nameInModel(path);
    if (nestsTooDeep(text))
        refuseText(name, "its lists and objects nest too deep");
    auto json = nlohmann::json::parse(withoutNonFinite(text), nullptr, false);
    if (json.is_discarded())
        refuseText(name, "it is not valid JSON");
    if (!json.is_object())
        refuseText(name, "it holds no JSON object");
    return json;
}

} // namespace enogu
