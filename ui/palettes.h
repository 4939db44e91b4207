// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>

namespace enogu {

/// Neutral greys around the picture, one accent; both meet 4.5:1 for text.
QPalette lightPalette();
QPalette darkPalette();

} // namespace enogu
