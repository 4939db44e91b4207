// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace enogu {

/// What the program is, its licence, and the licences of everything it is built from.
void showAbout(QWidget* parent);

} // namespace enogu
