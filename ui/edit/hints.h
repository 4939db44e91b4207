// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/image/difference.h"

#include <QString>

namespace enogu {

/// What to move after a run that changed almost nothing or almost everything; empty else.
QString hintFor(Change change);

} // namespace enogu
