// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/recipelist.h"

#include "ui/document/history.h"

namespace enogu {

namespace {

int fromStepOf(const EditRecipe& recipe)
{
    const Diffusion* run = diffusionOf(recipe);
    return run ? run->fromStep : 0;
}

/// The run to its end, whichever of its steps was kept.
EditRecipe withoutKept(EditRecipe recipe)
{
    if (diffusionOf(recipe))
        const_cast<Diffusion*>(diffusionOf(recipe))->keepStep = 0;
    return recipe;
}

} // namespace

std::vector<EditRecipe> recipesAfter(const HistoryNode& node, const EditRecipe& recipe)
{
    const auto* generate = std::get_if<Generate>(&recipe);
    const bool begins = generate && generate->begunWith == BegunWith::Words;
    std::vector<EditRecipe> recipes = begins ? std::vector<EditRecipe>() : node.recipes;
    recipes.push_back(recipe);
    return recipes;
}

std::vector<EditRecipe> recipesInstead(const HistoryNode& node, const EditRecipe& recipe)
{
    std::vector<EditRecipe> recipes = node.recipes;
    Q_ASSERT(!recipes.empty());
    const bool isSameRun = withoutKept(recipes.back()) == withoutKept(recipe);
    const int from = fromStepOf(recipe);
    while (!isSameRun && fromStepOf(recipes.back()) > 0 && fromStepOf(recipes.back()) >= from)
        recipes.pop_back(); // a branch that begins later gives nothing to this one
    if (isSameRun || from == 0)
        recipes.pop_back();
    else
        recipes.back() = withoutKept(recipes.back());
    recipes.push_back(recipe);
    return recipes;
}

} // namespace enogu
