// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings.h"

#include <QSettings>

namespace enogu {

namespace {

const QString kDevice = QStringLiteral("preferences/device");
const QString kLanguage = QStringLiteral("preferences/language");
const QString kTheme = QStringLiteral("preferences/theme");
const QString kRecent = QStringLiteral("window/recent");
const QString kStyles = QStringLiteral("window/styles");
const QString kStyle = QStringLiteral("window/style");
const QString kInstructions = QStringLiteral("window/instructions");
const QString kModels = QStringLiteral("window/models");
const QString kEditModel = QStringLiteral("window/editModel");
const QString kGenerateModel = QStringLiteral("window/generateModel");
const QString kGeometry = QStringLiteral("window/geometry");
const QString kState = QStringLiteral("window/state");

} // namespace

Preferences readPreferences()
{
    const QSettings settings;
    const Preferences usual;
    return {settings.value(kDevice, usual.device).toString(),
            settings.value(kLanguage, usual.language).toString(),
            settings.value(kTheme, usual.theme).toString()};
}

void writePreferences(const Preferences& preferences)
{
    QSettings settings;
    settings.setValue(kDevice, preferences.device);
    settings.setValue(kLanguage, preferences.language);
    settings.setValue(kTheme, preferences.theme);
}

WindowMemory readWindowMemory()
{
    const QSettings settings;
    return {settings.value(kRecent).toStringList(),    settings.value(kStyles).toStringList(),
            settings.value(kStyle).toString(),         settings.value(kInstructions).toStringList(),
            settings.value(kModels).toStringList(),    settings.value(kEditModel).toString(),
            settings.value(kGenerateModel).toString(), settings.value(kGeometry).toByteArray(),
            settings.value(kState).toByteArray()};
}

void writeWindowMemory(const WindowMemory& memory)
{
    QSettings settings;
    settings.setValue(kRecent, memory.recent);
    settings.setValue(kStyles, memory.styles);
    settings.setValue(kStyle, memory.style);
    settings.setValue(kInstructions, memory.instructions);
    settings.setValue(kModels, memory.models);
    settings.setValue(kEditModel, memory.editModel);
    settings.setValue(kGenerateModel, memory.generateModel);
    settings.setValue(kGeometry, memory.geometry);
    settings.setValue(kState, memory.state);
}

} // namespace enogu
