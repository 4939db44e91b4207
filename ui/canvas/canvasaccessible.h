// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace enogu {

/// Makes every Canvas answer assistive tools with the role Graphic. Once per process is enough.
void installCanvasAccessible();

} // namespace enogu
