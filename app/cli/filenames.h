// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <filesystem>
#include <string>

namespace enogu {

class Arguments;

/// A word of a command line as text that keeps every byte, whatever the locale: UTF-8, with each
/// byte that is none as a lone surrogate U+DC80 … U+DCFF (Python's "surrogateescape").
QString textFromBytes(const char* bytes);
/// The way back.
std::string bytesFromText(const QString& text);

/// The value of an option that names a file or a model: its bytes. Throws UsageError where it is
/// given and empty.
std::filesystem::path pathFrom(const Arguments& given, const char* name);

/// A path for people: U+FFFD stands for what is not UTF-8.
QString shown(const std::filesystem::path& path);

/// A style as a recipe names it: "cel" in whatever case is the bundled one, else a path's bytes.
std::string styleFromText(const QString& text);

} // namespace enogu
