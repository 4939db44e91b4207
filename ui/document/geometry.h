// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/image.h"
#include "engine/api/recipe.h"

namespace enogu {

/// True for edits that need no engine: they move pixels and keep what they show.
bool isGeometry(const EditRecipe& recipe);

/// The picture after such an edit, with its channels, depth and profile. Throws Error(BadArgument)
/// where they do not go together; any thread.
Image withGeometry(const Image& image, const EditRecipe& recipe);

} // namespace enogu
