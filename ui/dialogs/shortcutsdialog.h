// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>

class QWidget;

namespace enogu {

/// Shows a table of what every action's keys are; actions without keys are left out.
void showShortcuts(const QList<QAction*>& actions, QWidget* parent);

} // namespace enogu
