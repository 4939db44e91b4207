// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace enogu {

/// Where the Hugging Face hub's clients keep what they have loaded: HF_HUB_CACHE, else
/// HF_HOME/hub, else huggingface/hub in the user's cache folder.
std::filesystem::path hubCache();

/// The folder of a repository ("org/name") in the cache; empty where it is not there or where the
/// text is no name of a repository.
std::filesystem::path hubRepository(const std::string& id);

/// The newest state of a repository's folder ("models--org--name"): the snapshot that refs/main
/// names, else the latest one; nothing where `folder` is no such folder. Throws Error(BadModelFile)
/// where refs/main names a snapshot that is not there.
std::optional<std::filesystem::path> hubSnapshot(const std::filesystem::path& folder);

/// Every model in the cache, as "org/name", in order; at most 1000.
std::vector<std::string> hubModels();

} // namespace enogu
