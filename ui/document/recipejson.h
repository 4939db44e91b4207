// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/error.h"
#include "engine/api/recipe.h"

#include <QByteArray>
#include <QJsonObject>

#include <vector>

namespace enogu {

/// `{"edit": "crop", "x": 0, …}`: every field written, so that old files keep their meaning.
QJsonObject jsonFromRecipe(const EditRecipe& recipe);
/// Throws Error(BadArgument) on an unknown edit, an unknown, missing or mistyped field, or a value
/// outside the range that engine/api/recipe.h gives.
EditRecipe recipeFromJson(const QJsonObject& object);

/// The file form: `{"enogu": 1, "edits": […]}`, indented UTF-8, edits from the photo onwards.
QByteArray recipeFile(const std::vector<EditRecipe>& recipes);
/// At most 1 MiB and 1000 edits. The sentence of the error says which edit is wrong and why.
Outcome<std::vector<EditRecipe>> readRecipeFile(const QByteArray& bytes) noexcept;

/// "Animeify: Cel", "Crop": the title of a history node; translated.
QString titleOfRecipe(const EditRecipe& recipe);

} // namespace enogu
