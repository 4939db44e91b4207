// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dialogs/preferencesdialog.h"
#include "ui/mainwindow.h"

namespace enogu {

// What is kept between starts, in QSettings under the application's name. GUI thread only.

Preferences readPreferences();
void writePreferences(const Preferences& preferences);
WindowMemory readWindowMemory();
void writeWindowMemory(const WindowMemory& memory);

} // namespace enogu
