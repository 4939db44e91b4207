// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace enogu {

/// The files with the weights of one part of a diffusers folder.
struct PartFiles
{
    std::vector<std::filesystem::path> files;
    /// Of a sharded part: which tensor lies in which file (by its place in `files`).
    std::map<std::string, std::size_t> index;
    std::string indexName; ///< for sentences; empty where the part is one file
};

/// Finds the weights in a folder: safetensors before PyTorch's own, one file before shards; the
/// variant asked for before the plain files, and these before the only variant there is. Throws
/// Error: MissingFile, BadModelFile (an index that is damaged or points outside the folder).
PartFiles findPartFiles(const std::filesystem::path& folder, const std::string& variant);

} // namespace enogu
