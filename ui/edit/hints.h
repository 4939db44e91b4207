// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.h"

#include <QString>

namespace enogu {

/// Mean change of a colour value, 0 … 1, measured on reduced pictures; any profile, any thread.
double shareOfChange(const Image& before, const Image& after);

/// What to move after a run that changed almost nothing or almost everything; empty else.
QString hintFor(double shareOfChange);

} // namespace enogu
