// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace enogu {

/// True when the program's first argument names a subcommand, --help or --version: the program then
/// runs without a window, by runCommand.
bool isCommand(int argc, char** argv);

/// Makes a QCoreApplication and runs the subcommand; returns the exit status: 0 done, 1 failed with
/// one sentence on stderr, 2 wrong usage, 130 interrupted.
int runCommand(int argc, char** argv);

/// The subcommands. `arguments` are those after the subcommand's name; a QCoreApplication exists.
int runAnimeify(const QStringList& arguments);
int runBench(const QStringList& arguments);
int runModels(const QStringList& arguments);
int runTrain(const QStringList& arguments);

} // namespace enogu
