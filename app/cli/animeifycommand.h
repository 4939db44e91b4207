// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "engine/api/engine.h"
#include "engine/photo/photofile.h"

#include <memory>

namespace enogu {

struct AnimeifyRequest
{
    QStringList inputs;
    QString out; ///< a file or a folder
    Animeify recipe;
    QString device;
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
    /// Where each photo's picture goes; throws Error on a clash or a suffix that cannot be written.
    QStringList outputPaths() const;
    void runOne(const QString& in, const QString& out);
    Image styled(const QString& in, const Image& photo);
    Engine& engine();
    void remember(const QString& in, const Error& error);

    AnimeifyRequest m_request;
    Console& m_console;
    std::stop_token m_stop;
    std::unique_ptr<Engine> m_engine;
    std::string m_device; ///< where the last photo ran
    EditRecipe m_recipe;  ///< of the last photo, with the hash of the weights
    int m_failed = 0;
    QString m_firstFile;
    QString m_firstSentence;
};

} // namespace enogu
