// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/tools/area.h"

#include <QRectF>

namespace enogu {

/// How a marked area shows over `shown`, a part of the screen in its pixels, when the whole picture
/// lies at `picture` there: hatched and tinted, or as an outline alone.
QImage overlayOf(const Area& area, const QRectF& picture, const QRect& shown, bool filled);

} // namespace enogu
