// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/filenames.h"

#include <QCoreApplication>
#include <clocale>
#include <cstdio>
#include <string_view>

namespace enogu {

namespace {

struct Command
{
    std::string_view name;
    int (*run)(const QStringList&);
    const char* purpose;
};

constexpr Command kCommands[] = {
    {"animeify", runAnimeify, "turn photos into anime pictures"},
    {"models", runModels, "list the models found; models inspect PATH describes one"},
    {"bench", runBench, "bench animeify: measure the styles on this computer"},
    {"train", runTrain, "train cel: make the weights of the bundled style"},
};

const Command* findCommand(std::string_view name)
{
    for (const Command& command : kCommands) {
        if (command.name == name)
            return &command;
    }
    return nullptr;
}

int printHelp(std::FILE* out)
{
    std::fputs("Usage: enogu [PHOTO...]            open the window\n"
               "       enogu COMMAND [ARGUMENTS]   work without a window\n\n"
               "Commands (enogu COMMAND --help tells more):\n",
               out);
    for (const Command& command : kCommands)
        std::fprintf(out, "  %-10s %s\n", command.name.data(), command.purpose);
    return out == stdout ? 0 : 2;
}

} // namespace

bool isCommand(int argc, char** argv)
{
    if (argc < 2)
        return false;
    const std::string_view first = argv[1];
    return findCommand(first) || first == "--help" || first == "-h" || first == "--version";
}

int runCommand(int argc, char** argv)
{
    int qtCount = 1; // the rest is ours
    const QCoreApplication application(qtCount, argv);
    std::setlocale(LC_NUMERIC, "C");
    const std::string_view first = argc > 1 ? argv[1] : "";
    if (first == "--version") {
        std::puts("enogu " ENOGU_VERSION);
        return 0;
    }
    if (first == "--help" || first == "-h")
        return printHelp(stdout);
    const Command* command = findCommand(first);
    if (!command)
        return printHelp(stderr);
    QStringList arguments;
    for (int i = 2; i < argc; ++i)
        arguments.append(textFromBytes(argv[i]));
    return command->run(arguments);
}

} // namespace enogu
