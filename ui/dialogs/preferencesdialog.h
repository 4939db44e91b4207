// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"

#include <QDialog>

class QComboBox;

namespace enogu {

struct Preferences
{
    QString device = QStringLiteral("auto"); ///< auto, cpu or cuda:N
    QString language;                        ///< empty follows the system, else "en", "ja"
    QString theme = QStringLiteral("auto");  ///< auto, light or dark

    bool operator==(const Preferences&) const = default;
};

class PreferencesDialog : public QDialog
{
    Q_OBJECT
public:
    /// `devices` are the engine's; empty while there is no engine yet.
    PreferencesDialog(const Preferences& initial, const std::vector<DeviceInfo>& devices,
                      QWidget* parent = nullptr);

    Preferences preferences() const;

private:
    void addDevices(const std::vector<DeviceInfo>& devices);

    QComboBox* m_device;
    QComboBox* m_language;
    QComboBox* m_theme;
};

} // namespace enogu
