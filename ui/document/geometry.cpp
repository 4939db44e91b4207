// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/geometry.h"

#include "engine/image/geometry.h"

namespace enogu {

bool isGeometry(const EditRecipe& recipe)
{
    return !std::holds_alternative<Animeify>(recipe) && !std::holds_alternative<Generate>(recipe) &&
           !std::holds_alternative<Instruct>(recipe) &&
           !std::holds_alternative<KeepChanges>(recipe);
}

Image withGeometry(const Image& image, const EditRecipe& recipe)
{
    return applied(image, recipe);
}

} // namespace enogu
