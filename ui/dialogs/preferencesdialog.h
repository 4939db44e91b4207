// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QComboBox;

namespace enogu {

struct Preferences
{
    QString device = QStringLiteral("auto"); ///< auto, cuda or cpu
    QString language;                        ///< empty follows the system, else "en", "ja"
    QString theme = QStringLiteral("auto");  ///< auto, light or dark

    bool operator==(const Preferences&) const = default;
};

class PreferencesDialog : public QDialog
{
    Q_OBJECT
public:
    /// `hasGpu` false leaves the GPU out of the choice of devices.
    PreferencesDialog(const Preferences& initial, bool hasGpu, QWidget* parent = nullptr);

    Preferences preferences() const;

private:
    QComboBox* m_device;
    QComboBox* m_language;
    QComboBox* m_theme;
};

} // namespace enogu
