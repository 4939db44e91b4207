// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/Tensor.h>

#include <filesystem>
#include <map>
#include <string>

namespace enogu::core {

/// Tensors and words under names: what a training run keeps.
struct Snapshot
{
    std::map<std::string, at::Tensor> tensors;
    std::map<std::string, std::string> words;
};

/// Writes safetensors; after a kill at any moment the old or the new file is there. Throws Error as
/// writeSafetensors does.
void saveSnapshot(const std::filesystem::path& path, const Snapshot& checkpoint);
/// Any bytes, in the same way.
void saveAtomically(const std::filesystem::path& path, const std::string& bytes);
/// Throws Error as readTensors does.
Snapshot loadSnapshot(const std::filesystem::path& path);
/// Makes a folder and those above it if need be. Throws Error(NoPermission).
void makeFolder(const std::filesystem::path& folder);

} // namespace enogu::core
