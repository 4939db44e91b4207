// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "engine/api/engine.h"
#include "engine/photo/photofile.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace enogu {

struct AnimeifyRequest
{
    std::vector<std::filesystem::path> inputs;
    std::filesystem::path out; ///< a file or a folder
    Animeify recipe;
    std::string device;
    SaveOptions save;
    bool huge = false;
};

/// Photos in, pictures out, one after the other; a photo that fails does not keep the next one from
/// its turn. Nothing is written before a picture is finished.
class AnimeifyCommand
{
public:
    AnimeifyCommand(const AnimeifyRequest& request, Console& console, std::stop_token stop);
    /// The exit status.
    int run();

private:
    using Path = std::filesystem::path;

    /// Where each photo's picture goes; throws Error on a clash or a suffix that cannot be written.
    std::vector<Path> outputPaths();
    std::vector<Path> pathsInFolder() const;
    void runAll();
    void runOne(const Path& in, const Path& out);
    Image styled(const Path& in, const Image& photo);
    Result painted(const Job& job, const Path& in);
    Engine& engine();
    void remember(const Path& in, const Error& error);
    int fail();

    AnimeifyRequest m_request;
    Console& m_console;
    std::stop_token m_stop;
    std::unique_ptr<Engine> m_engine;
    std::string m_device; ///< where the last photo ran
    EditRecipe m_recipe;  ///< of the last photo, with the hash of the weights
    int m_failed = 0;
    bool m_hopeless = false; ///< the model or the device failed: so would every other photo
    Path m_madeFolder;       ///< for the results
    Path m_firstFile;
    QString m_firstSentence;
};

} // namespace enogu
