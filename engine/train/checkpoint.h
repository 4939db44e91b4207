// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/Tensor.h>

#include <filesystem>
#include <map>
#include <string>

namespace enogu::core {

/// Tensors and words under names: what a training run keeps.
struct Checkpoint
{
    std::map<std::string, at::Tensor> tensors;
    std::map<std::string, std::string> words;
};

/// Writes safetensors beside the path, flushes it and renames it: after a kill at any moment the
/// old or the new file is there. Throws Error(DiskFull) with the path.
void saveCheckpoint(const std::filesystem::path& path, const Checkpoint& checkpoint);
/// Throws Error(MissingFile | BadModelFile).
Checkpoint loadCheckpoint(const std::filesystem::path& path);
/// The same for any bytes.
void saveAtomically(const std::filesystem::path& path, const std::string& bytes);

} // namespace enogu::core
