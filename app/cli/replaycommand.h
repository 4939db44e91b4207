// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "engine/api/engine.h"
#include "engine/photo/photofile.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

namespace enogu {

struct ReplayRequest
{
    using Path = std::filesystem::path;

    Path recipe, out;
    Path in, mask;   ///< empty where there is none
    Path recipeFile; ///< where what was done is written; or empty
    /// Makes another edit of the last one, to be done after it; or empty.
    using Branch = std::function<EditRecipe(const EditRecipe& last)>;
    Branch branch;
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
    std::vector<EditRecipe> recipes() const;
    std::vector<EditRecipe> edited(const std::vector<EditRecipe>& all);
    /// One edit of m_image; its recipe with the hash of the weights that were used. Where the next
    /// one goes on from one of its steps, it ends with that and leaves m_image as it is.
    EditRecipe edit(EditRecipe recipe, int stepOfNext);
    /// An edit that needs no engine; false for the others.
    bool editHere(const EditRecipe& recipe);
    Result made(const Job& job);
    Job jobOf(EditRecipe recipe);
    Engine& engine();

    ReplayRequest m_request;
    Console& m_console;
    std::stop_token m_stop;
    std::unique_ptr<Engine> m_engine;
    std::optional<Image> m_image;  ///< in the photo's own profile
    std::optional<Image> m_before; ///< what the last edit was made of
    LatentStatePtr m_state;        ///< what the last edit's last step left, for the next one
    JobId m_job = 0;
    bool m_usedMask = false;
};

} // namespace enogu
