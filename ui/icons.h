// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

namespace enogu {

/// The drawing resources/icons/NAME.svg, whose currentColor is the palette's text colour of the
/// moment, so that a change of theme needs no new icon.
QIcon themedIcon(const QString& name);

} // namespace enogu
