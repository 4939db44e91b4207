// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>

/// Runs a Python script of this folder with `folder` as its argument; false when it failed.
inline bool runScript(const char* name, const QString& folder)
{
    const QString script = QLatin1String(ENOGU_SOURCE_DIR "/tests/formats/") + QLatin1String(name);
    QProcess python;
    python.setProcessChannelMode(QProcess::ForwardedChannels);
    python.start(QStringLiteral("python3"), {QStringLiteral("-B"), script, folder});
    return python.waitForFinished(120'000) && python.exitCode() == 0;
}
