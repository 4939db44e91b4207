// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "engine/api/engine.h"
#include "engine/photo/photofile.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace enogu {

struct ReplayRequest
{
    using Path = std::filesystem::path;

    Path recipe, out;
    Path in, mask;           ///< empty where there is none
    std::string model;       ///< of diffusion models, instead of the recipe's; or empty
    bool sameWeights = true; ///< refuse others than the recipe's
    std::string device;
    SaveOptions save;
    bool huge = false;
};

/// The edits of a recipe in order, on a photo where there is one. Nothing is written before the
/// last one is done.
class ReplayCommand
{
public:
    ReplayCommand(const ReplayRequest& request, Console& console, std::stop_token stop);
    ~ReplayCommand();
    /// The exit status.
    int run();

private:
    void replay();
    /// One edit of m_image; its recipe with the hash of the weights that were used.
    EditRecipe edit(EditRecipe recipe);
    Job jobOf(EditRecipe recipe);
    Engine& engine();

    ReplayRequest m_request;
    Console& m_console;
    std::stop_token m_stop;
    std::unique_ptr<Engine> m_engine;
    std::optional<Image> m_image; ///< in the photo's own profile
    JobId m_job = 0;
    bool m_usedMask = false;
};

} // namespace enogu
