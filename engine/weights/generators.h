// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"
#include "engine/api/recipe.h"
#include "engine/models/generator.h"

#include <filesystem>
#include <memory>
#include <string>

namespace enogu {

/// A network read from a file or folder, ready to run.
struct LoadedGenerator
{
    std::unique_ptr<core::Generator> net;
    ModelInfo info;
    std::string sha256; ///< as sha256OfModel
};

/// Recognises the weights by their keys and shapes and builds the network. Auto up-sampling is the
/// published one of that key style; networks without bilinear up-sampling ignore the choice. dtype:
/// kFloat or kBFloat16, that of the Run to come. Throws Error: WrongModelKind (not a generator we
/// know; the sentence says what was found), BadModelFile (a key is missing or misshapen),
/// MissingFile.
LoadedGenerator loadGenerator(const std::filesystem::path& path, Upsampling upsampling,
                              at::ScalarType dtype);

/// What a file or folder is, without building the network. Throws as loadGenerator does.
ModelInfo inspectModel(const std::filesystem::path& path);

} // namespace enogu
