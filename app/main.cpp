// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"
#include "app/cli/commands.h"
#include "engine/api/library.h"
#include "engine/runtime/loader.h"

#include <QApplication>
#include <QSocketNotifier>

#include <clocale>
#include <csignal>
#include <unistd.h>

namespace {

int g_signalPipe[2] = {-1, -1};

/// SIGTERM and SIGINT end the event loop without a question, so that a run stops and its thread is
/// joined.
void quitOnSignals(QApplication& application)
{
    if (pipe(g_signalPipe) != 0)
        return;
    auto* notifier = new QSocketNotifier(g_signalPipe[0], QSocketNotifier::Read, &application);
    QObject::connect(notifier, &QSocketNotifier::activated, &application,
                     [] { QApplication::exit(0); });
    const auto tell = [](int) {
        const char byte = 1;
        [[maybe_unused]] const auto written = write(g_signalPipe[1], &byte, 1);
    };
    std::signal(SIGTERM, tell);
    std::signal(SIGINT, tell);
}

} // namespace

int main(int argc, char** argv)
{
    enogu::letWaitingThreadsSleep(argv);
    if (enogu::isCommand(argc, argv))
        return enogu::runCommand(argc, argv);
    QApplication application(argc, argv);
    std::setlocale(LC_NUMERIC, "C");
    QApplication::setOrganizationName(QStringLiteral("enogu"));
    QApplication::setApplicationName(QStringLiteral("enogu"));
    QApplication::setApplicationDisplayName(QStringLiteral("Enogu"));
    QApplication::setApplicationVersion(QStringLiteral(ENOGU_VERSION));
    quitOnSignals(application);
    enogu::Application program(enogu::loadEngine);
    program.show(QApplication::arguments().mid(1));
    return QApplication::exec();
}
