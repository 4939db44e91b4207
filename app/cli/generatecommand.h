// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "engine/api/engine.h"
#include "engine/photo/photofile.h"

#include <filesystem>
#include <optional>

namespace enogu {

struct GenerateRequest
{
    using Path = std::filesystem::path;

    Path out;
    Path init, mask; ///< empty where there is none
    Path noise, trace, steps, contactSheet, recipeFile;
    Generate recipe;
    QString device;
    SaveOptions save;
    bool huge = false;
};

/// Words, and a photo where there is one, in; a picture out. Nothing is written before the picture
/// is finished, but the pictures of its steps.
class GenerateCommand
{
public:
    GenerateCommand(const GenerateRequest& request, Console& console, std::stop_token stop);
    /// The exit status.
    int run();

private:
    void requireFreeNames() const;
    void requireDistinctNames() const;
    std::optional<Photo> openInput() const;
    std::optional<Mask> openMask() const;
    Result painted(const Job& job);
    void save(const Result& result, const std::optional<Photo>& photo, const Job& job) const;
    void generate();
    int fail(const Error& error);

    GenerateRequest m_request;
    Console& m_console;
    std::stop_token m_stop;
};

} // namespace enogu
