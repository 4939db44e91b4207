// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/words/arguments.h"

#include <QCoreApplication>
#include <clocale>
#include <cstdio>
#include <string_view>

namespace enogu {

namespace {

constexpr const Command* kCommands[] = {&kAnimeify, &kEdit,  &kGenerate, &kReplay,
                                        &kModels,   &kBench, &kTrain};

const Command* findCommand(std::string_view name)
{
    for (const Command* command : kCommands) {
        if (command->name == name)
            return command;
    }
    return nullptr;
}

int run(const Command& command, const WordList& words)
{
    if (asksForHelp(words)) {
        std::fputs(command.topic ? command.topic(words).c_str() : command.help, stdout);
        return 0;
    }
    Console console(contains(words, "--json"));
    try {
        return console.finish(command.run(console, words));
    } catch (const UsageError& error) {
        return console.refuse(command.name, QString::fromUtf8(error.what()));
    }
}

int printHelp(std::FILE* out)
{
    std::fputs("Usage: enogu [PHOTO...]            open the window\n"
               "       enogu COMMAND [ARGUMENTS]   work without a window\n\n"
               "Commands (enogu COMMAND --help tells more):\n",
               out);
    for (const Command* command : kCommands)
        std::fprintf(out, "  %-10s %s\n", command->name, command->purpose);
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
    QCoreApplication::setOrganizationName(
        QStringLiteral("enogu")); // the window's settings and folders
    QCoreApplication::setApplicationName(QStringLiteral("enogu"));
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
    return run(*command, {argv + 2, argv + argc});
}

} // namespace enogu
