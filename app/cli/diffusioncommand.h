// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "engine/api/engine.h"
#include "engine/photo/photofile.h"

#include <filesystem>
#include <optional>

namespace enogu {

/// What a command line asks for.
struct DiffusionRequest
{
    using Path = std::filesystem::path;

    Path out;
    Path in, mask; ///< empty where there is none
    Path noise, trace, steps, contactSheet, recipeFile;
    EditRecipe recipe; ///< Generate or Instruct
    std::string device;
    SaveOptions save;
    bool huge = false;
};

/// WordList, and a photo where there is one, in; a picture of a diffusion model out. Nothing is
/// written before the picture is finished, but the pictures of its steps.
class DiffusionCommand
{
public:
    DiffusionCommand(const DiffusionRequest& request, Console& console, std::stop_token stop);
    /// The exit status.
    int run();

private:
    void requireFreeNames() const;
    void requireDistinctNames() const;
    Result painted(const Job& job);
    void save(const Result& result, const std::optional<Photo>& photo, const Job& job) const;
    void paint();

    DiffusionRequest m_request;
    Console& m_console;
    std::stop_token m_stop;
};

} // namespace enogu
