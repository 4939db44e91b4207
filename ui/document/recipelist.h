// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/recipe.h"

#include <vector>

namespace enogu {

struct HistoryNode;

// Every edit from the photo to a picture, in order: HistoryNode::recipes.

/// Of an edit of the node's picture; of words alone, which need no picture, their own.
std::vector<EditRecipe> recipesAfter(const HistoryNode& node, const EditRecipe& recipe);
/// Of another result of the node's own run, from the same `source`: its last edit as `recipe` has
/// it, or, where that goes on from a step, that edit and then `recipe`. The node is not the root.
std::vector<EditRecipe> recipesInstead(const HistoryNode& node, const EditRecipe& recipe);

} // namespace enogu
