// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace enogu {

/// The text without its mnemonic: "&Open…" and "開く(&O)…" become "Open…" and "開く…".
QString plainText(QString text);

} // namespace enogu
