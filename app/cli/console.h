// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/words/arguments.h"
#include "engine/api/step.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <stop_token>

namespace enogu {

/// What a subcommand says. Takes over stderr, so that nothing a library prints reaches it: only
/// this class writes there, through a copy. One at a time.
class Console
{
public:
    /// With `json`, results and progress go to stdout as JSON, one object a line.
    explicit Console(bool json);
    ~Console();
    Console(const Console&) = delete;
    Console& operator=(const Console&) = delete;

    bool isJson() const { return m_json; }
    /// A bar on a terminal, a line with --json, else nothing.
    void showProgress(const QString& file, const Progress& progress);
    void clearProgress();
    /// A line on stdout: the bytes of `text`, or with --json the object.
    void say(const std::string& text, const QJsonObject& object);
    /// Remembered; shown on stderr by finish() when nothing failed.
    void warn(const QString& sentence);
    /// The one line of a failure: at most 300 bytes with `file`'s name in it, no control
    /// characters.
    void fail(const QString& file, const QString& sentence);
    /// Status 2: the sentence and where help is.
    int refuse(const char* command, const QString& sentence);
    /// Shows the warnings when `status` is 0; returns the status.
    int finish(int status);

private:
    void writeLine(const QString& text);

    bool m_json;
    bool m_terminal;
    bool m_barShown = false;
    int m_stderr = -1;
    QStringList m_warnings;
};

/// A sentence as Console::fail shows it.
QString oneLine(const QString& file, const QString& sentence);

} // namespace enogu
