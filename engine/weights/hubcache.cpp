// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/hubcache.h"

#include "engine/formats/bytes.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace enogu {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "models--";
constexpr std::size_t kMostModels = 1000;

fs::path fromEnvironment(const char* name)
{
    const char* value = std::getenv(name);
    return value ? fs::path(value) : fs::path();
}

bool isNamePart(std::string_view part)
{
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_' || c == '.';
    };
    return !part.empty() && part.size() <= 96 && part.front() != '.' &&
           part.find("--") == part.npos && std::all_of(part.begin(), part.end(), fits);
}

std::string firstWordOf(const fs::path& file)
{
    std::ifstream stream(file);
    std::string word(100, '\0');
    stream.read(word.data(), std::streamsize(word.size()));
    word.resize(std::size_t(std::max<std::streamsize>(stream.gcount(), 0)));
    return word.substr(0, word.find_first_of(" \t\r\n"));
}

fs::path latestFolderIn(const fs::path& folder)
{
    fs::path latest;
    fs::file_time_type newest = fs::file_time_type::min();
    std::error_code fault;
    for (fs::directory_iterator at(folder, fault), end; !fault && at != end; at.increment(fault)) {
        std::error_code ignored;
        const auto time = at->last_write_time(ignored);
        if (!at->is_directory(ignored) || (!latest.empty() && time <= newest))
            continue;
        latest = at->path();
        newest = time;
    }
    return latest;
}

} // namespace

fs::path hubCache()
{
    for (const char* name : {"HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"})
        if (const fs::path chosen = fromEnvironment(name); !chosen.empty())
            return chosen;
    if (const fs::path home = fromEnvironment("HF_HOME"); !home.empty())
        return home / "hub";
    if (const fs::path cache = fromEnvironment("XDG_CACHE_HOME"); !cache.empty())
        return cache / "huggingface/hub";
    const fs::path home = fromEnvironment("HOME");
    return home.empty() ? fs::path() : home / ".cache/huggingface/hub";
}

fs::path hubRepository(const std::string& id)
{
    const std::size_t slash = id.find('/');
    const std::string_view text = id;
    const bool whole = slash == text.npos;
    if (!isNamePart(text.substr(0, slash)) || (!whole && !isNamePart(text.substr(slash + 1))))
        return {};
    std::string name(kPrefix);
    name += id.substr(0, slash);
    if (!whole)
        name += "--" + id.substr(slash + 1);
    std::error_code ignored;
    const fs::path folder = hubCache() / name;
    return fs::is_directory(folder, ignored) ? folder : fs::path();
}

std::optional<fs::path> hubSnapshot(const fs::path& folder)
{
    std::error_code ignored;
    const fs::path snapshots = folder / "snapshots";
    if (!folder.filename().string().starts_with(kPrefix) || !fs::is_directory(snapshots, ignored))
        return std::nullopt;
    const std::string commit = firstWordOf(folder / "refs/main");
    const fs::path chosen = commit.empty() ? latestFolderIn(snapshots) : snapshots / commit;
    if (chosen.empty() || (!commit.empty() && !isNamePart(commit)) ||
        !fs::is_directory(chosen, ignored))
        refuse(shownName(folder), "its files are not in the cache", "download the model again");
    return chosen;
}

std::vector<std::string> hubModels()
{
    std::vector<std::string> ids;
    std::error_code fault;
    for (fs::directory_iterator at(hubCache(), fault), end; !fault && at != end;
         at.increment(fault)) {
        std::string name = at->path().filename().string();
        if (!name.starts_with(kPrefix) || ids.size() >= kMostModels)
            continue;
        name.erase(0, kPrefix.size());
        if (const std::size_t dashes = name.find("--"); dashes != name.npos)
            name.replace(dashes, 2, "/");
        ids.push_back(name);
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

} // namespace enogu
