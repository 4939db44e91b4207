// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.h"

#include <QImage>

namespace enogu {

/// What the screen shows: sRGB, 8 bits, RGB888 or RGBA8888 (alpha straight). Shares the pixels when
/// the picture already is 8-bit sRGB. May run in any thread; converting 100 Mpx takes seconds.
QImage displayImage(const Image& image);

/// From a pasted or drawn picture: 8-bit sRGB, with alpha when the QImage has it. `image` must not
/// be null.
Image imageFromQt(const QImage& image);

} // namespace enogu
