// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/words/arguments.h"

namespace enogu {

/// True when the program's first argument names a subcommand, --help or --version: the program then
/// runs without a window, by runCommand.
bool isCommand(int argc, char** argv);

/// Makes a QCoreApplication and runs the subcommand; returns the exit status: 0 done, 1 failed with
/// one sentence on stderr, 2 wrong usage, 130 interrupted.
int runCommand(int argc, char** argv);

class Console;

/// A subcommand.
struct Command
{
    const char* name;
    const char* purpose; ///< one line of the list of commands
    const char* help;    ///< what --help prints
    /// Gets the arguments after the name; returns the exit status, throws UsageError. A
    /// QCoreApplication exists.
    int (*run)(Console&, const WordList& words);
    /// For commands whose help depends on the other arguments: printed instead of `help`.
    std::string (*topic)(const WordList& words) = nullptr;
};

extern const Command kAnimeify, kBench, kEdit, kGenerate, kModels, kReplay, kTrain;

} // namespace enogu
