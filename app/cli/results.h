// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "engine/api/mask.h"
#include "engine/photo/photofile.h"

#include <filesystem>
#include <functional>

namespace enogu {

/// True for names whose suffix says a format that pictures are written in.
bool isWritable(const std::filesystem::path& path);
/// True where something has that name, be it a link to nothing.
bool isTaken(const std::filesystem::path& path);
/// Throws Error where a file of that name cannot be made: its folder is missing or closed to us, or
/// the name is a folder's.
void requireFolder(const std::filesystem::path& path);
/// Throws Error(FileExists) where something has that name and it may not be replaced.
void requireFree(const std::filesystem::path& path, bool overwrite);
/// Throws Error: UnsupportedFormat where a picture cannot have that name, FileExists where
/// something has it and it may not be replaced.
void requireWritable(const std::filesystem::path& path, bool overwrite);
/// Throws UsageError unless the word is auto, cpu, cuda or cuda:N.
void requireDevice(const std::string& device);

/// The value, or its error thrown.
template <typename T>
T valueOrThrow(Outcome<T> outcome)
{
    if (!outcome)
        throw outcome.error();
    return std::move(outcome).value();
}

/// Writes what --recipe asks for. Throws Error(NoPermission).
void writeRecipe(const std::filesystem::path& path, const QByteArray& text);

/// The photo of a file; its warnings go to the console. Throws Error.
Photo openedPhoto(const std::filesystem::path& path, bool huge, Console& console);
/// The mask of a file. Throws Error, also where it has another size than the photo.
Mask openedMask(const std::filesystem::path& path, bool huge, const Extent& photo);

/// Does a command's work; gives the exit status, after the one line of a failure. A sentence that
/// names no file is told with `out`'s name.
int statusOf(Console& console, const std::filesystem::path& out, const std::stop_token& stop,
             const std::function<void()>& work);

/// Shows a job's progress.
class ProgressPrinter : public Observer
{
public:
    ProgressPrinter(Console& console, QString file) : m_console(console), m_file(std::move(file)) {}
    void onProgress(const Progress& progress) override { m_console.showProgress(m_file, progress); }
    void onPreview(const Preview&) override {}

private:
    Console& m_console;
    QString m_file;
};

} // namespace enogu
