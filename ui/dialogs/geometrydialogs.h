// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/recipe.h"

#include <optional>

class QWidget;

namespace enogu {

// Each asks for one edit of a picture of `extent`; none when the person cancels
// or the edit would change nothing.

std::optional<Crop> askForCrop(const Image& image, QWidget* parent);
std::optional<Straighten> askForStraighten(const Image& image, QWidget* parent);
/// Width and height stay in proportion unless the person unties them.
std::optional<Resize> askForResize(Extent extent, QWidget* parent);

} // namespace enogu
