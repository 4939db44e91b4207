// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/preferencesdialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace enogu {

namespace {

bool hasGpu(const std::vector<DeviceInfo>& devices)
{
    return std::any_of(devices.begin(), devices.end(),
                       [](const DeviceInfo& device) { return device.id != "cpu"; });
}

QString nameOf(const DeviceInfo& device)
{
    return QString::fromStdString(device.name);
}

void choose(QComboBox* box, const QString& data)
{
    box->setCurrentIndex(qMax(0, box->findData(data)));
}

} // namespace

PreferencesDialog::PreferencesDialog(const Preferences& initial,
                                     const std::vector<DeviceInfo>& devices, QWidget* parent)
    : QDialog(parent),
      m_device(new QComboBox(this)),
      m_language(new QComboBox(this)),
      m_theme(new QComboBox(this))
{
    setWindowTitle(tr("Preferences"));
    addDevices(devices);
    m_language->addItem(tr("Same as the system"), QString());
    m_language->addItem(QStringLiteral("English"), QStringLiteral("en"));
    m_language->addItem(QStringLiteral("日本語"), QStringLiteral("ja"));
    m_theme->addItem(tr("Same as the system"), QStringLiteral("auto"));
    m_theme->addItem(tr("Light"), QStringLiteral("light"));
    m_theme->addItem(tr("Dark"), QStringLiteral("dark"));
    m_device->setAccessibleName(tr("Device"));
    m_language->setAccessibleName(tr("Language"));
    m_theme->setAccessibleName(tr("Theme"));
    choose(m_device, initial.device);
    choose(m_language, initial.language);
    choose(m_theme, initial.theme);

    auto* buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("&Apply"), QDialogButtonBox::AcceptRole)->setDefault(true);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* form = new QFormLayout(this);
    form->addRow(tr("&Device:"), m_device);
    if (!devices.empty() && !hasGpu(devices))
        form->addRow(QString(), new QLabel(tr("No GPU that Enogu can use was found."), this));
    form->addRow(tr("&Language:"), m_language);
    form->addRow(QString(),
                 new QLabel(tr("Another language shows when Enogu is started again."), this));
    form->addRow(tr("&Theme:"), m_theme);
    form->addRow(buttons);
}

void PreferencesDialog::addDevices(const std::vector<DeviceInfo>& devices)
{
    const QString best = devices.empty() ? QString() : nameOf(devices.front());
    m_device->addItem(best.isEmpty() ? tr("Automatic") : tr("Automatic: %1").arg(best),
                      QStringLiteral("auto"));
    for (const DeviceInfo& device : devices)
        m_device->addItem(nameOf(device), QString::fromStdString(device.id));
    if (devices.empty())
        m_device->addItem(tr("CPU"), QStringLiteral("cpu"));
}

Preferences PreferencesDialog::preferences() const
{
    return {m_device->currentData().toString(), m_language->currentData().toString(),
            m_theme->currentData().toString()};
}

} // namespace enogu
